namespace PML.Host.Cells;

/// <summary>What is said when the process that runs a cell ends: by the cell's own call, or because nothing can go on.</summary>
internal static class ProcessEnd
{
    /// <summary>The exit code of a process that was killed, as for taking all memory.</summary>
    public const int Killed = 137;

    /// <summary>The error of a cell during which the process ended.</summary>
    /// <param name="exitCode">The process's exit code; 128 + n where signal n ended it.</param>
    public static CellError Error(int exitCode) => new("ProcessEnded", Describe(exitCode), null, []);

    /// <summary>Why it ended, and what is left.</summary>
    /// <param name="exitCode">The process's exit code; 128 + n where signal n ended it.</param>
    public static string Describe(int exitCode) => $"{Cause(exitCode)}. The outputs so far are kept; the session and its variables are gone. Mend the cell, and run the notebook again from its first cell.";

    private static string Cause(int exitCode) => exitCode switch
    {
        134 or -1073741571 => "The process ended: calls went too deep (stack overflow), or a library gave up; the lines that the runtime wrote say which",
        135 or 139 or -1073741819 => "The process ended: a library crashed in native code",
        Killed => "The process was killed, most likely because the machine's memory ran out",
        143 => "The process was told to end from outside",
        _ => $"The cell ended the process (exit code {exitCode}), as Environment.Exit does",
    };
}
