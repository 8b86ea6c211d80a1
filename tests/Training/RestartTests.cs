using System.Diagnostics;
using PML.Tests.Support;

namespace PML.Tests.Training;

/// <summary>A training killed by SIGKILL and started again ends with the bits of an undisturbed one.</summary>
public class RestartTests
{
    [Fact]
    public void KilledAtRandomStepsItEndsWithTheSameWeights()
    {
        using var scratch = new Scratch();
        var undisturbed = Weights(Finish(scratch["undisturbed.ckpt"]));
        var random = new Random(42);
        for (var kill = 0; kill < 3; kill++)
        {
            var checkpoint = scratch[$"killed{kill}.ckpt"];
            using (var victim = Start(checkpoint))
            {
                // The first checkpoint says that training is under way; the blow falls a random moment later.
                while (!File.Exists(checkpoint) && !victim.HasExited) Thread.Sleep(2);
                Thread.Sleep(random.Next(150));
                victim.Kill();
                victim.WaitForExit();
                Assert.Equal(128 + 9, victim.ExitCode); // it was still at work
            }

            var output = Finish(checkpoint);
            var first = int.Parse(Line(output, "goes on").Split(' ')[^3]);
            Assert.InRange(first, 2, 192); // it went on in the middle
            Assert.Equal(undisturbed, Weights(output));
        }
    }

    private static string Weights(string output) => Line(output, "weights");

    private static string Line(string output, string start) => output.Split('\n').Single(line => line.StartsWith(start, StringComparison.Ordinal));

    private static string Finish(string checkpoint)
    {
        using var process = Start(checkpoint);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private static Process Start(string checkpoint)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PML.Benchmarks.dll"), "smoke", checkpoint]) { RedirectStandardOutput = true };
        start.Environment["PML_DEVICE"] = "cpu";
        return Process.Start(start)!;
    }
}
