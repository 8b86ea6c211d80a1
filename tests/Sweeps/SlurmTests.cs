using System.Diagnostics;
using System.Text;
using PML.Sweeps;
using PML.Tests.Experiments;
using PML.Tests.Host;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Sweeps;

/// <summary><c>sweep --on slurm</c> on a real Slurm.</summary>
[Collection(AloneCollection.Name)]
public sealed class SlurmTests(SlurmOnThisMachine cluster) : IClassFixture<TinyData>, IClassFixture<SlurmOnThisMachine>
{
    private const string Long = """{ "experiment": "multimnist", "scale": "smoke", "settings": { "epochs": 4000 } }""";

    private static readonly string[] Slurm = ["--on", "slurm", "--partition", "short", "--time", "5", "--checkpoint-every", "0.2"];

    [SkippableFact]
    public async Task TwelveRunsGiveTwelveRecordsWhateverHappensToNodesJobsAndDriver()
    {
        Skip.If(cluster.Missing is not null, cluster.Missing);
        using var sweep = new SweepProcesses("""{ "experiment": "multimnist", "scale": "smoke", "methods": ["PML", "LS", "MGDA"], "settings": { "epochs": 8 }, "seeds": [0, 1, 2, 3] }""");
        string[] command = [.. Slurm, "--gres", "gpu:1", "--max-running", "4"];
        string requeued;
        using (var victim = sweep.Start("", command))
        {
            await SweepProcesses.Until(() => sweep.Step > 0, victim);
            Do("scontrol", "update", "nodename=n1", "state=drain", "reason=test");
            var array = Assert.Single(SlurmArray.ReadAll(Path.Combine(sweep.State, "slurm")));
            Assert.Equal(12, array.Runs.Count);
            var task = SlurmOnThisMachine.Tasks("R").First();
            requeued = array.Runs[int.Parse(task.Split('_')[1], System.Globalization.CultureInfo.InvariantCulture)];
            Do("scontrol", "requeue", task);
            victim.Kill();
            await victim.WaitForExitAsync();
        }

        using var driver = sweep.Start("", command);
        var said = driver.StandardError.ReadToEndAsync();
        await SweepProcesses.Until(() => sweep.Records.Count >= 3, driver);
        // A job that takes a whole node from the runs there, and a node that is lost with its runs: Slurm begins them again.
        Assert.StartsWith("Submitted", SlurmOnThisMachine.Ask("sbatch", "--partition=urgent", "--nodelist=n2", "--cpus-per-task=2", "--output=/dev/null", "--wrap=sleep 2"), StringComparison.Ordinal);
        Do("scontrol", "update", "nodename=n1", "state=resume");
        await SweepProcesses.Until(() => sweep.Records.Count >= 6, driver);
        Do("scontrol", "update", "nodename=n2", "state=down", "reason=test");
        Do("scontrol", "update", "nodename=n2", "state=resume");
        await driver.WaitForExitAsync();
        Assert.True(driver.ExitCode == 0, await said);
        // A run whose record was written just before its node was lost begins once more, sees the record, and ends.
        while (SlurmOnThisMachine.Tasks("R,PD,CG").Length > 0) await Task.Delay(100);
        Assert.Equal(12, sweep.Records.Count);
        Assert.Equal(12, sweep.Records.Select(record => record.Identity).Distinct().Count());
        Assert.False(Directory.Exists(Path.Combine(sweep.State, "checkpoints")));

        var record = sweep.Records.Single(record => record.Identity == requeued);
        var undisturbed = await PmlProcess.Run(sweep.Where, null, [.. record.Command.Split(' ').Skip(1), "--results", "alone.jsonl"]);
        Assert.True(undisturbed.Code == 0, undisturbed.Error);
        Assert.Equal(SweepProcesses.WithoutTimes(Assert.Single(RunRecords.Load(Path.Combine(sweep.Where, "alone.jsonl")))), SweepProcesses.WithoutTimes(record));
    }

    [SkippableTheory]
    [InlineData("--partition=nosuch", "invalid partition specified: nosuch", "Choose another --partition; sinfo lists them: short, urgent.")]
    [InlineData("--gres=gpu:9", "Requested node configuration is not available", "ask for less with --gres")]
    [InlineData("--gres=tpu:1", "Invalid generic resource (gres) specification", "Change --gres")]
    [InlineData("--mem=900G", "Memory specification can not be satisfied", "ask for less")]
    public async Task ARefusalIsToldInSlurmsWordsWithWhatToChange(string option, string words, string advice)
    {
        Skip.If(cluster.Missing is not null, cluster.Missing);
        using var sweep = new SweepProcesses(Long);
        var end = await sweep.Run("", "--on", "slurm", option);
        Assert.Equal(1, end.Code);
        Assert.Contains("Slurm takes no runs. It says:\n  sbatch: error: ", end.Error);
        Assert.Contains(words, end.Error);
        Assert.Contains(advice, end.Error);
        Assert.False(Directory.Exists(Path.Combine(sweep.State, "slurm")));
    }

    [SkippableFact]
    public async Task JobsOutliveTheirDriverUntilTheyAreCancelled()
    {
        Skip.If(cluster.Missing is not null, cluster.Missing);
        using var sweep = new SweepProcesses(Long);
        using (var driver = sweep.Start("", Slurm))
        {
            var said = driver.StandardError.ReadToEndAsync();
            await SweepProcesses.Until(() => sweep.Step > 0, driver);
            using var signal = Process.Start("kill", ["-TERM", $"{driver.Id}"]);
            await driver.WaitForExitAsync();
            Assert.Equal(130, driver.ExitCode);
            Assert.Contains("its jobs go on. To follow them again: lib/pml sweep sweep.json --on slurm, and the cluster's other options; to end them: lib/pml sweep cancel sweep.json", await said);
        }

        Assert.Single(SlurmOnThisMachine.Tasks("R"));
        Assert.Contains("0 of 1 runs done, 1 running\n  PML, seed 0  [", (await sweep.Run("status")).Output);
        Assert.Single(SlurmOnThisMachine.Tasks("R"));
        var cancelled = await sweep.Run("cancel");
        Assert.True(cancelled.Code == 0, cancelled.Error);
        Assert.Contains("0 of 1 runs done, 1 waiting; nothing runs now.", cancelled.Error);
        Assert.Empty(SlurmOnThisMachine.Tasks("R,PD"));
        Assert.Single(Directory.GetFiles(Path.Combine(sweep.State, "checkpoints")));
        Assert.False(Directory.Exists(Path.Combine(sweep.State, "slurm")));
    }

    [SkippableFact]
    public async Task ARunThatNeverBeginsSaysWhyAndIsCancelledThroughItsDriver()
    {
        Skip.If(cluster.Missing is not null, cluster.Missing);
        using var sweep = new SweepProcesses(Long);
        using var driver = sweep.Start("", "--on", "slurm", "--time", "2:00:00");
        var said = new StringBuilder();
        driver.ErrorDataReceived += (_, line) => { lock (said) said.AppendLine(line.Data); };
        driver.BeginErrorReadLine();
        await SweepProcesses.Until(() => { lock (said) return said.ToString().Contains("1 waiting: the partition allows less time, so it will never begin", StringComparison.Ordinal); }, driver);
        Assert.Equal(0, (await sweep.Run("cancel")).Code);
        await driver.WaitForExitAsync();
        Assert.Equal(130, driver.ExitCode);
        Assert.Empty(SlurmOnThisMachine.Tasks("PD"));
    }

    [SkippableFact]
    public async Task AJobThatSomebodyCancelsIsTriedOnceMoreAndThenListed()
    {
        Skip.If(cluster.Missing is not null, cluster.Missing);
        using var sweep = new SweepProcesses(Long);
        using var driver = sweep.Start("", Slurm);
        var said = driver.StandardError.ReadToEndAsync();
        string? first = null;
        for (var i = 0; i < 2; i++)
        {
            await SweepProcesses.Until(() => SlurmOnThisMachine.Tasks("R").Any(task => task != first), driver);
            Do("scancel", first = SlurmOnThisMachine.Tasks("R").Single(task => task != first));
        }

        await driver.WaitForExitAsync();
        Assert.Equal(1, driver.ExitCode);
        Assert.Contains("failed: PML, seed 0\n    somebody cancelled it (CANCELLED)", await said);
    }

    private static void Do(string program, params string[] arguments) => Assert.Equal("", SlurmOnThisMachine.Ask(program, arguments));
}
