namespace PML.Host.Cells;

/// <summary>Carries a cell's error up to the engine.</summary>
internal sealed class CellFailure(CellError error) : Exception(error.Message)
{
    /// <summary>What to show.</summary>
    public CellError Error { get; } = error;

    /// <summary>A directive that is wrong.</summary>
    public static CellFailure Directive(int line, string message) => new(new CellError("DirectiveError", message, line, []));
}
