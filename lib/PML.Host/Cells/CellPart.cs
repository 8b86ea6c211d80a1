namespace PML.Host.Cells;

/// <summary>One thing that a cell asks for, in the order of its lines.</summary>
internal abstract record CellPart;

/// <summary>C# to run.</summary>
/// <param name="Code">The code; lines that belong to other parts are blank, so that every line keeps its number.</param>
internal sealed record CodePart(string Code) : CellPart;

/// <summary>Text to show: <c>#!html</c>, <c>#!markdown</c> or <c>#!javascript</c> and what follows it.</summary>
/// <param name="MimeType">What the text is.</param>
/// <param name="Text">The text.</param>
internal sealed record TextPart(string MimeType, string Text) : CellPart;

/// <summary>A text to keep under a name: <c>#!value --name x</c> and what follows it.</summary>
/// <param name="Options">What the directive says.</param>
/// <param name="Text">The lines behind it.</param>
internal sealed record ValuePart(DirectiveOptions Options, string Text) : CellPart;

/// <summary>Packages to fetch: <c>#r "nuget: name, version"</c> on lines that follow one another.</summary>
/// <param name="Packages">Name, version as written ("*" where none is), and line.</param>
internal sealed record PackagePart(IReadOnlyList<(string Name, string Version, int Line)> Packages) : CellPart;

/// <summary>A place to fetch packages from: <c>#i "nuget: place"</c>.</summary>
/// <param name="Place">A folder or an address.</param>
/// <param name="Line">The directive's line, from 1.</param>
internal sealed record SourcePart(string Place, int Line) : CellPart;

/// <summary>A directive that stands alone: <c>#!import</c>, <c>#!set</c>, <c>#!share</c>, <c>#!who</c>, <c>#!whos</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">What it says.</param>
internal sealed record DirectivePart(string Name, DirectiveOptions Options) : CellPart;
