using System.Diagnostics;
using PML.Sweeps;
using PML.Tests.Experiments;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Sweeps;

/// <summary>The grid of Table 2 at smoke scale, while its processes are killed.</summary>
[Collection(AloneCollection.Name)]
public sealed class KilledSweepTests : IClassFixture<TinyData>
{
    private const int Runs = 51, DriverKills = 5, WorkerKills = 10;

    [SkippableFact]
    public async Task KilledDriversAndWorkersChangeNothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Workers are found in /proc.");
        using var sweep = new SweepProcesses(File.ReadAllText(SweepFileTests.TableTwo));
        var random = new Random(51);
        bool[] drivers = [.. Enumerable.Repeat(true, DriverKills), .. Enumerable.Repeat(false, WorkerKills)];
        random.Shuffle(drivers);

        var driver = Start(sweep);
        foreach (var (i, isDriver) in drivers.Index())
        {
            var done = random.Next(3) + 3 * i;
            await SweepProcesses.Until(() => Lines(sweep) >= done, driver);
            // Not always just after a record.
            await Task.Delay(random.Next(1000));
            if (isDriver)
            {
                driver.Kill();
                await driver.WaitForExitAsync();
                Assert.Equal(128 + 9, driver.ExitCode);
                driver = Start(sweep);
            }
            else await KillAWorker(sweep, driver, random);
        }

        await driver.WaitForExitAsync();
        Assert.True(driver.ExitCode == 0, File.ReadAllText(Path.Combine(sweep.Where, "driver.log")));
        Assert.Equal(Runs, Lines(sweep));
        Assert.Equal(["log", "results.jsonl"], Directory.GetFileSystemEntries(sweep.State).Select(Path.GetFileName).Order());

        var records = sweep.Records.ToDictionary(record => record.Setup, SweepProcesses.WithoutTimes);
        Assert.All(SweepFile.Read(SweepFileTests.TableTwo).Requests(), run =>
        {
            var undisturbed = run.Experiment.Run(run.Method, run.Seed);
            Assert.Equal(SweepProcesses.WithoutTimes(undisturbed), records[undisturbed.Setup]);
        });
    }

    // Its words go where nobody need read them.
    private static Process Start(SweepProcesses sweep)
    {
        var driver = sweep.Start("", "--jobs", "2", "--checkpoint-every", "0.1");
        driver.ErrorDataReceived += (_, line) =>
        {
            lock (sweep) File.AppendAllText(Path.Combine(sweep.Where, "driver.log"), line.Data + "\n");
        };
        driver.BeginErrorReadLine();
        driver.BeginOutputReadLine();
        return driver;
    }

    private static async Task KillAWorker(SweepProcesses sweep, Process driver, Random random)
    {
        while (true)
        {
            IReadOnlyList<int> workers = [];
            await SweepProcesses.Until(() => (workers = sweep.Workers()).Count > 0, driver);
            try
            {
                using var worker = Process.GetProcessById(workers[random.Next(workers.Count)]);
                worker.Kill();
                return;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It ended by itself in between: another one, then.
            }
        }
    }

    // While somebody writes, the file may end within a line.
    private static int Lines(SweepProcesses sweep) => File.Exists(sweep.Results) ? new SweepResults(sweep.Results).Read().Records.Count : 0;
}
