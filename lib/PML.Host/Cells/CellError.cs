namespace PML.Host.Cells;

/// <summary>Why a cell failed.</summary>
/// <param name="Name">The exception's type, or "CompilationError", or "DirectiveError".</param>
/// <param name="Message">What went wrong, in one or a few lines.</param>
/// <param name="Line">The line of the cell's own source, from 1; null when the error belongs to none.</param>
/// <param name="Details">Further lines: every diagnostic of the compiler, or the frames of the stack.</param>
internal sealed record CellError(string Name, string Message, int? Line, IReadOnlyList<string> Details)
{
    /// <summary>What notebooks show of it, line by line.</summary>
    public IReadOnlyList<string> Traceback => Details.Count > 0 ? Details : Message.Split('\n');
}
