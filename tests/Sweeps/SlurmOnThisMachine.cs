using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using PML.Sweeps;
using PML.Tests.Support;

namespace PML.Tests.Sweeps;

/// <summary>A Slurm cluster of two nodes, n1 and n2, all of whose daemons run on this machine's loopback and are gone afterwards. It needs no root.</summary>
public sealed class SlurmOnThisMachine : IDisposable
{
    private const string Variable = "SLURM_CONF";

    private static readonly string[] s_programs = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel", "sinfo"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Scratch _files = new();
    private readonly List<Process> _daemons = [];
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    /// <summary>Starts it, where its programs are; this process and those that it starts belong to it from now on.</summary>
    public SlurmOnThisMachine()
    {
        Environment.SetEnvironmentVariable(Variable, _files["slurm.conf"]);
        var missing = s_programs.Where(program => Find(program) is null).ToArray();
        if (missing.Length > 0) Missing = $"Slurm is not on this machine (no {string.Join(", ", missing)}). To have it: sudo apt-get install slurm-wlm munge";
        else if (!OperatingSystem.IsWindows()) Start();
    }

    /// <summary>Why there is no cluster; null where there is one.</summary>
    internal string? Missing { get; private set; }

    /// <summary>Runs one of Slurm's commands.</summary>
    internal static string Ask(string program, params string[] arguments)
    {
        using var process = Launch(program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : $"{program} failed: {error.Result}";
    }

    /// <summary>The tasks in a state, as numbers that scontrol takes.</summary>
    internal static string[] Tasks(string state) => Ask("squeue", "-h", "-r", "-t", state, "-o", "%i").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_daemons.Count > 0)
        {
            Ask("scancel", "--full", $"--user={Environment.UserName}");
            Wait(() => Tasks("all").Length == Ask("squeue", "-h", "-r", "-t", "CA,CD,F,TO,NF", "-o", "%i").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        }

        // The controller first, so that it does not miss the nodes.
        foreach (var daemon in _daemons.AsEnumerable().Reverse()) End(daemon);
        foreach (var stray in Strays()) stray.Kill();
        Environment.SetEnvironmentVariable(Variable, _before);
        _files.Dispose();
    }

    [UnsupportedOSPlatform("windows")]
    private void Start()
    {
        foreach (var folder in (string[])["munge", "state", "n1", "n2"]) Directory.CreateDirectory(_files[folder]);
        // munge wants its socket where everybody may reach it.
        foreach (var folder in (string[])[_files.Folder, _files["munge"]]) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        File.WriteAllBytes(_files["munge", "key"], RandomNumberGenerator.GetBytes(64));
        File.SetUnixFileMode(_files["munge", "key"], UnixFileMode.UserRead);
        File.WriteAllText(_files["slurm.conf"], Configuration());
        foreach (var i in (int[])[0, 1]) File.WriteAllText(_files[$"gpu{i}"], "");
        File.WriteAllText(_files["gres.conf"], $"NodeName=n[1-2] Name=gpu File={_files["gpu"]}[0-1]\n");

        Daemon("munged", "--foreground", $"--key-file={_files["munge", "key"]}", $"--socket={_files["munge", "socket"]}", $"--pid-file={_files["munge", "pid"]}", $"--log-file={_files["munge", "log"]}", $"--seed-file={_files["munge", "seed"]}");
        Wait(() => File.Exists(_files["munge", "socket"]));
        foreach (var node in (string[])["n1", "n2"]) Daemon("slurmd", "-D", "-N", node);
        Daemon("slurmctld", "-D", "-c");
        if (Wait(() => Ask("sinfo", "-h", "-o", "%D %T") == "2 idle")) return;
        var log = _files["slurmctld.log"];
        Missing = $"Slurm's daemons do not start here: {SweepFolder.LastWords(log, "they say nothing").ReplaceLineEndings(" ")}";
    }

    // Two slots on each node, whatever this machine has; what was requeued begins again after five seconds and not after two minutes.
    private string Configuration()
    {
        var ports = FreePorts(3);
        return $"""
            ClusterName=pml
            SlurmctldHost=localhost(127.0.0.1)
            SlurmctldPort={ports[0]}
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            AuthType=auth/munge
            AuthInfo=socket={_files["munge", "socket"]},cred_expire=5
            CredType=cred/munge
            StateSaveLocation={_files["state"]}
            SlurmdSpoolDir={_files.Folder}/%n
            SlurmctldPidFile={_files["slurmctld.pid"]}
            SlurmdPidFile={_files.Folder}/%n.pid
            SlurmctldLogFile={_files["slurmctld.log"]}
            SlurmdLogFile={_files.Folder}/%n.log
            ProctrackType=proctrack/pgid
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SchedulerParameters=sched_interval=1,sched_min_interval=100000,bf_interval=1,batch_sched_delay=0
            SlurmdParameters=config_overrides
            KillWait=10
            ReturnToService=2
            MailProg=/bin/true
            MpiDefault=none
            GresTypes=gpu
            NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[1]} CPUs=2 Gres=gpu:2
            NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[2]} CPUs=2 Gres=gpu:2
            PreemptType=preempt/partition_prio
            PreemptMode=REQUEUE
            PartitionName=short Nodes=n[1-2] Default=YES MaxTime=10 PriorityTier=1
            PartitionName=urgent Nodes=n[1-2] MaxTime=10 PriorityTier=2

            """;
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }

    // No daemon outlives a test run that was killed for longer than this.
    private void Daemon(string program, params string[] arguments)
    {
        var daemon = Launch("timeout", ["600", Find(program)!, .. arguments]);
        daemon.OutputDataReceived += (_, _) => { };
        daemon.ErrorDataReceived += (_, _) => { };
        daemon.BeginOutputReadLine();
        daemon.BeginErrorReadLine();
        _daemons.Add(daemon);
    }

    private static Process Launch(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Find(program) ?? program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    // timeout hands the signal on.
    private static void End(Process daemon)
    {
        using (var signal = Process.Start("kill", ["-TERM", $"{daemon.Id}"])) signal.WaitForExit();
        if (!daemon.WaitForExit(s_patience)) daemon.Kill(entireProcessTree: true);
        daemon.Dispose();
    }

    // Whatever has this cluster in its environment: a job's keeper, a worker.
    private IEnumerable<Process> Strays() =>
        from folder in Directory.GetDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), out var id) && id != Environment.ProcessId && Mentions(Path.Combine(folder, "environ"), _files["slurm.conf"])
        select Process.GetProcessById(int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture));

    private static bool Mentions(string file, string words)
    {
        try
        {
            return File.ReadAllText(file).Contains(words, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Wait(Func<bool> holds)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < s_patience; Thread.Sleep(100))
            if (holds()) return true;
        return false;
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"]).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
