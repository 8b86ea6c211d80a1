namespace PML.Experiments;

/// <summary>A line of a results file that does not count.</summary>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="File">The file, as it was found.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Reason">What is wrong, in a few words.</param>
public sealed record SetAside(SetAsideKind Kind, string File, int Line, string Reason)
{
    /// <summary>Where it is and what is wrong.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{File}, line {Line} ({Reason})";
}
