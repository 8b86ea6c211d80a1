using System.Globalization;

namespace PML.Sweeps;

/// <summary>A task of a job array as squeue or sacct tells of it.</summary>
/// <param name="Job">The array's job number.</param>
/// <param name="Index">The task's number in the array, from 0.</param>
/// <param name="State">Slurm's word, e.g. "PENDING".</param>
/// <param name="Code">Its exit code, 0 to 255.</param>
/// <param name="Signal">The signal that ended it, or 0.</param>
/// <param name="Reason">Slurm's word for why it waits or ended, e.g. "Resources".</param>
internal sealed record SlurmTask(string Job, int Index, string State, int Code, int Signal, string Reason)
{
    /// <summary>The fields that squeue is asked for; wider than any value, and with an end of their own, since a reason may have blanks.</summary>
    internal const string QueueFormat = "Name:80|,ArrayJobID:20|,ArrayTaskID:20|,State:40|,exit_code:20|,Reason:200|";

    /// <summary>The fields that sacct is asked for.</summary>
    internal const string AccountingFormat = "JobID,State,ExitCode,Reason";

    /// <summary>Reads what squeue wrote.</summary>
    /// <param name="output">Lines of <see cref="QueueFormat"/>.</param>
    /// <returns>Each task with the name of its job; jobs that are no arrays are left out.</returns>
    internal static IEnumerable<(string Name, SlurmTask Task)> ReadQueue(string output) =>
        from line in output.Split('\n')
        let field = line.Split('|', StringSplitOptions.TrimEntries)
        where field.Length >= 6 && IsNumber(field[2])
        let exit = Exit(field[4])
        select (field[0], new SlurmTask(field[1], Number(field[2]), field[3], exit.Code, exit.Signal, field[5]));

    /// <summary>Reads what sacct wrote.</summary>
    /// <param name="output">Lines of <see cref="AccountingFormat"/>, without a header, with | between.</param>
    /// <returns>Each task; those that wait in one line together are left out, squeue knows them.</returns>
    internal static IEnumerable<SlurmTask> ReadAccounting(string output) =>
        from line in output.Split('\n')
        let field = line.Split('|', StringSplitOptions.TrimEntries)
        where field.Length >= 4
        let number = field[0].Split('_')
        where number.Length == 2 && IsNumber(number[1])
        let exit = Exit(field[2])
        // "CANCELLED by 1000" names the user.
        select new SlurmTask(number[0], Number(number[1]), field[1].Split(' ')[0], AsEnded(exit.Code), exit.Signal, field[3]);

    // squeue writes the number that wait() gives, 256 * code + signal; sacct, and perhaps a later squeue, code:signal.
    private static (int Code, int Signal) Exit(string text)
    {
        var parts = text.Split(':');
        if (!parts.All(IsNumber)) return (0, 0);
        return parts.Length == 2 ? (Number(parts[0]), Number(parts[1])) : (Number(text) >> 8 & 0xff, Number(text) & 0x7f);
    }

    // sacct (22.05) takes 128 off an exit code, so that a worker that was asked to end looks like one that was called wrongly. It is begun again, and then squeue tells.
    private static int AsEnded(int code) => code == WorkerCommand.Stopped - 128 ? WorkerCommand.Stopped : code;

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
