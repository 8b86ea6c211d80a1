using PML.Experiments;
using PML.Support;
using PML.Sweeps;
using PML.Tests.Results;
using PML.Tests.Support;

namespace PML.Tests.Sweeps;

/// <summary>What a cluster does that is hard to have for real: commands that play a script take the place of Slurm's.</summary>
[Collection(AloneCollection.Name)]
public sealed class SlurmClusterTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public SlurmClusterTests()
    {
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(_scratch["bin"]);
        Command("sbatch", $"printf '%s\\n' \"$*\" >>'{_scratch["sbatch"]}'; echo '7;cluster'");
        Command("scontrol", "echo 'MaxArraySize            = 3'");
        Command("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");
        Command("scancel", $"echo \"$*\" >>'{_scratch["scancel"]}'");
        Queue();
        Environment.SetEnvironmentVariable("PATH", $"{_scratch["bin"]}:{_path}");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _scratch.Dispose();
    }

    [SkippableFact]
    public void RunsAreHandedOverInArraysOfTheClustersSize()
    {
        using var cluster = Cluster();
        cluster.Start(Runs(5));
        Assert.Equal(["--array=0-1%4", "--array=0-1%4", "--array=0-0%4"], File.ReadAllLines(_scratch["sbatch"]).Select(line => line.Split(' ').Single(word => word.StartsWith("--array=", StringComparison.Ordinal))));
        Assert.Equal(0, cluster.Room);
    }

    [SkippableFact]
    public void WhatNeitherQueueNorAccountsKnowMayBeBegunAgain()
    {
        var runs = Runs(1);
        using var cluster = Cluster();
        Assert.Equal(int.MaxValue, cluster.Room);
        cluster.Start(runs);
        Assert.Equal(3, cluster.Room);
        Assert.Equal(new RunState(RunStage.Interrupted, "Slurm no longer knows it"), Assert.Single(cluster.Poll(runs)).Value);
        Assert.Empty(cluster.Poll(runs));
        Assert.False(Directory.Exists(Folder.Slurm));
    }

    [SkippableFact]
    public void WhatTheQueueHasForgottenTheAccountsKnow()
    {
        Command("sacct", "[ \"$4\" = --jobs=7 ] && echo '7_0|OUT_OF_MEMORY|0:125|None'");
        var runs = Runs(1);
        using var cluster = Cluster();
        cluster.Start(runs);
        Assert.Equal(RunStage.Failed, cluster.Poll(runs)[runs[0]].Stage);
    }

    [SkippableFact]
    public void ASilentSchedulerLosesNothing()
    {
        var runs = Runs(2);
        using var cluster = Cluster();
        cluster.Start(runs);
        Command("squeue", "echo 'Unable to contact slurm controller' >&2; exit 1");
        Assert.All(cluster.Poll(runs).Values, state => Assert.Equal(new RunState(RunStage.Waiting, "the scheduler does not answer: Unable to contact slurm controller"), state));
        Assert.Single(SlurmArray.ReadAll(Folder.Slurm));
    }

    [SkippableFact]
    public void ALaterDriverFindsTheJobsByTheirName()
    {
        var runs = Runs(2);
        new SlurmArray("pml-x", [.. runs.Select(run => run.Identity)]).Write(Folder.Slurm);
        new SlurmArray("pml-never-submitted", ["0123"]).Write(Folder.Slurm);
        Queue("pml-x|9|0|RUNNING|0|None|", "pml-x|9|1|PENDING|0|Priority|");
        using var cluster = Cluster();
        var states = cluster.Poll(runs);
        Assert.Equal([RunStage.Running, RunStage.Waiting], runs.Select(run => states[run].Stage));
        Assert.Equal("9", Assert.Single(SlurmArray.ReadAll(Folder.Slurm)).Job);
        cluster.Cancel();
        Assert.Equal("9\n", File.ReadAllText(_scratch["scancel"]));
        Queue("pml-x|9|0|CANCELLED|15|None|", "pml-x|9|1|CANCELLED|0|None|");
        Assert.All(cluster.Poll(runs).Values, state => Assert.Equal(RunStage.Interrupted, state.Stage));
    }

    [SkippableFact]
    public void AFailureIsToldOnceAndWhoOnlyLooksTakesItFromNobody()
    {
        var runs = Runs(2);
        (new SlurmArray("pml-x", [.. runs.Select(run => run.Identity)]) { Job = "9" }).Write(Folder.Slurm);
        Directory.CreateDirectory(Path.GetDirectoryName(Folder.Log(runs[0]))!);
        File.WriteAllText(Folder.Log(runs[0]), "the reason\n");
        Queue("pml-x|9|0|FAILED|256|NonZeroExitCode|", "pml-x|9|1|RUNNING|0|None|");
        foreach (var onlyLooks in (bool[])[true, false])
        {
            using var cluster = new SlurmCluster(Folder, new SlurmOptions(), 30) { OnlyLooks = onlyLooks };
            Assert.Equal(new RunState(RunStage.Failed, "the reason"), cluster.Poll(runs)[runs[0]]);
            Assert.Equal([runs[1]], cluster.Poll(runs).Keys);
        }

        using var later = Cluster();
        Assert.Equal([runs[1]], later.Poll(runs).Keys);
    }

    [SkippableFact]
    public void ARefusalIsAnErrorAtFirstAndNoneWhereTheSchedulerOnlyFailsToAnswer()
    {
        Command("sbatch", "echo 'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation' >&2; exit 1");
        var runs = Runs(2);
        using var cluster = Cluster();
        Assert.Contains("Socket timed out on send/recv operation\nThe scheduler does not answer; try again later.", Assert.Throws<PmlException>(() => cluster.Start(runs)).Message);
        Assert.False(Directory.Exists(Folder.Slurm));
        (new SlurmArray("pml-x", [runs[1].Identity]) { Job = "9" }).Write(Folder.Slurm);
        Queue("pml-x|9|0|RUNNING|0|None|");
        using var later = Cluster();
        Assert.Single(later.Poll(runs));
        later.Start([runs[0]]);
        // It never came to Slurm, so it is free again.
        Assert.Equal([runs[1]], later.Poll(runs).Keys);
    }

    [SkippableFact]
    public void WithoutSlurmItSaysWhereSlurmIs()
    {
        Skip.If(OperatingSystem.IsWindows(), "The commands are scripts.");
        Environment.SetEnvironmentVariable("PATH", _scratch.Folder);
        using var cluster = Cluster();
        Assert.Contains("Use a login node of the cluster.", Assert.Throws<PmlException>(() => cluster.Start(Runs(1))).Message);
    }

    private SweepFolder Folder => new(_scratch["sweep"], null);

    private SlurmCluster Cluster()
    {
        Skip.If(OperatingSystem.IsWindows(), "The commands are scripts.");
        return new SlurmCluster(Folder, new SlurmOptions { MaxRunning = 4 }, 30);
    }

    private void Queue(params string[] lines) => Command("squeue", string.Concat(lines.Select(line => $"echo '{line}'\n")));

    private void Command(string name, string script)
    {
        File.WriteAllText(_scratch["bin", name], $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_scratch["bin", name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static PlannedRun[] Runs(int count) =>
    [
        .. from seed in Enumerable.Range(0, count)
           let record = Records.Of("LS", seed, [[0.9, 0.8]], 60, ("hypervolume", 0.72))
           select new PlannedRun(RunRequest.Of("multimnist", "paper", "full", "LS", seed, []), record.Setup, record.Identity, $"run {seed}"),
    ];
}
