namespace PML.Host.Insight;

/// <summary>Something that the compiler, or this host, has against a cell.</summary>
/// <param name="Line">Line of the cell, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="EndLine">Line of the end.</param>
/// <param name="EndColumn">Column behind the end.</param>
/// <param name="IsError">False for a warning.</param>
/// <param name="Id">E.g. "CS0103"; "directive" for a directive's.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record CellDiagnostic(int Line, int Column, int EndLine, int EndColumn, bool IsError, string Id, string Message);
