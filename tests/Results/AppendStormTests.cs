using System.Diagnostics;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Results;

public sealed class AppendStormTests
{
    private const int Writers = 64, Each = 1000;

    // Each record is flushed to the disk, which takes milliseconds and is the same for any number of writers.
    private const string Memory = "/dev/shm";

    [Fact]
    public async Task SixtyFourProcessesThatAppendAThousandRecordsEachLoseNone()
    {
        using var folder = new Scratch(Directory.Exists(Memory) ? Memory : null);
        var writers = Enumerable.Range(0, Writers).Select(writer => Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "PML.Benchmarks.dll"), "append", folder["r.jsonl"], $"{writer}", $"{Each}"]) { RedirectStandardError = true })!).ToArray();
        foreach (var writer in writers)
        {
            var error = await writer.StandardError.ReadToEndAsync();
            await writer.WaitForExitAsync();
            Assert.True(writer.ExitCode == 0, error);
            writer.Dispose();
        }

        Assert.Equal(Writers * Each, File.ReadLines(folder["r.jsonl"]).Count());
        var seeds = RunRecords.Load(folder["r.jsonl"]).GroupBy(record => record.Method, record => record.Seed).ToDictionary(writer => writer.Key, writer => writer.ToArray());
        Assert.Equal(Enumerable.Range(0, Writers).Select(writer => $"writer {writer}").Order(), seeds.Keys.Order());
        // Each one's records lie in the order in which it wrote them.
        Assert.All(seeds.Values, found => Assert.Equal(Enumerable.Range(0, Each).Select(seed => (long)seed), found));
    }
}
