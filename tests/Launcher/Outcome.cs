namespace PML.Tests.Launcher;

/// <summary>How a call of the launcher ended, and what it wrote.</summary>
internal sealed record Outcome(int Status, string Output, string Error)
{
    /// <summary>The last line on standard output.</summary>
    internal string LastLine => Output.TrimEnd('\n').Split('\n')[^1];
}
