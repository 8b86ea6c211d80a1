using System.Globalization;

namespace PML.Sweeps;

/// <summary>What sbatch is given: its arguments, a script, and the file of the commands from which each task of the array takes its line.</summary>
internal static class SlurmScript
{
    // Seconds before the time limit at which a run is asked to write its checkpoint and end.
    private const int Grace = 60;

    /// <summary>The line of one run in the file of commands.</summary>
    /// <param name="command">The worker.</param>
    /// <param name="log">Where its output goes.</param>
    /// <param name="cpus">How many cores it has.</param>
    internal static string Line(WorkerCommand command, string log, int cpus) =>
        $"exec >{Quote(log)} 2>&1 </dev/null; exec env {string.Join(' ', new[] { $"PML_COMMAND={command.Typed}", Invariant($"PML_THREADS={cpus}"), command.Program }.Concat(command.Arguments).Select(Quote))}";

    /// <summary>The batch script. The worker takes the shell's place, so that Slurm's signals reach it and its exit code is the task's.</summary>
    /// <param name="commands">The file of commands.</param>
    internal static string Text(string commands) =>
        $"""
        #!/bin/sh
        # A run of a sweep: its command is the line of its number in {Comment(commands)}.
        command=$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" {Quote(commands)})
        [ -n "$command" ] || exit 1
        eval "$command"

        """;

    /// <summary>The arguments of sbatch.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="tasks">How many runs.</param>
    /// <param name="options">What each asks for.</param>
    /// <param name="script">The batch script.</param>
    /// <param name="log">Where Slurm's own words on a task go; %a stands for its number.</param>
    internal static IReadOnlyList<string> Arguments(string name, int tasks, SlurmOptions options, string script, string log)
    {
        var most = options.MaxRunning is { } running ? Invariant($"%{running}") : "";
        return
        [
            "--parsable", $"--job-name={name}", Invariant($"--array=0-{tasks - 1}{most}"), "--requeue", Invariant($"--signal=B:TERM@{Grace}"), "--open-mode=append",
            $"--output={log}", "--export=ALL", "--ntasks=1", Invariant($"--cpus-per-task={options.Cpus}"),
            .. Given("partition", options.Partition), .. Given("time", options.Time), .. Given("gres", options.Gres), .. Given("mem", options.Memory), .. Given("account", options.Account),
            script,
        ];
    }

    private static IEnumerable<string> Given(string name, string? value) => value is null ? [] : [$"--{name}={value}"];

    private static string Quote(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string Comment(string path) => path.ReplaceLineEndings(" ");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
