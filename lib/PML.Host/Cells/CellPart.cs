namespace PML.Host.Cells;

/// <summary>One thing that a cell asks for, in the order of its lines.</summary>
internal abstract record CellPart;

/// <summary>C# to run.</summary>
/// <param name="Code">The code; lines that belong to other parts are blank, so that every line keeps its number.</param>
internal sealed record CodePart(string Code) : CellPart;

/// <summary>A file to run: <c>#!import path</c>.</summary>
/// <param name="Path">As written.</param>
/// <param name="Line">The directive's line, from 1.</param>
internal sealed record ImportPart(string Path, int Line) : CellPart;

/// <summary>Text to show: <c>#!html</c> or <c>#!markdown</c> and what follows it.</summary>
/// <param name="MimeType">What the text is.</param>
/// <param name="Text">The text.</param>
internal sealed record TextPart(string MimeType, string Text) : CellPart;
