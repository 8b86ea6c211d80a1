using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Scripting;
using PML.Host.Cells;

namespace PML.Host.Insight;

/// <summary>What an editor asks of a cell that is being written, against what the cells so far declared. May be asked while a cell runs.</summary>
/// <param name="session">The session.</param>
/// <param name="folder">Where relative paths of directives start.</param>
internal sealed class CellInsight(ScriptSession session, string folder)
{
    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    // Of the versions of referenced assemblies: nothing that a cell can mend.
    private static readonly string[] s_unmendable = ["CS1701", "CS1702"];

    private readonly Documentation _documentation = new();
    private readonly string _path = Path.Combine(folder, "cell");

    /// <summary>What could stand at a position.</summary>
    /// <param name="source">The cell.</param>
    /// <param name="position">The caret: characters (UTF-16) before it.</param>
    /// <param name="stop">Ends the search.</param>
    public Completions Complete(string source, int position, CancellationToken stop = default)
    {
        position = Math.Clamp(position, 0, source.Length);
        if (DirectiveCompleter.At(source, position) is { } directives) return directives;
        return Model(source, position, stop) is { } model ? new Completer(model, _documentation).At(position, stop) : new Completions(position, position, []);
    }

    /// <summary>What is known of the name at a position; null when there is none.</summary>
    /// <param name="source">The cell.</param>
    /// <param name="position">Characters (UTF-16) before it.</param>
    /// <param name="stop">Ends the search.</param>
    public Inspection? Inspect(string source, int position, CancellationToken stop = default)
    {
        position = Math.Clamp(position, 0, source.Length);
        if (DirectiveCompleter.Inspect(source, position) is { } directive) return directive;
        return Model(source, position, stop) is { } model ? new Inspector(model, _documentation).At(position, stop) : null;
    }

    /// <summary>The ways to make the call that a position is in; null outside of calls.</summary>
    /// <param name="source">The cell.</param>
    /// <param name="position">Characters (UTF-16) before it.</param>
    /// <param name="stop">Ends the search.</param>
    public SignatureHelp? Signatures(string source, int position, CancellationToken stop = default)
    {
        position = Math.Clamp(position, 0, source.Length);
        return Model(source, position, stop) is { } model ? new Signatures(model, _documentation).At(position, stop) : null;
    }

    /// <summary>Errors and warnings of a cell, without running it. What depends on a directive that has yet to run is not judged.</summary>
    /// <param name="source">The cell.</param>
    /// <param name="syntaxOnly">Whether only the syntax is judged: the cells above have not all run, so what they declare is not known.</param>
    /// <param name="stop">Ends the search.</param>
    public IReadOnlyList<CellDiagnostic> Diagnose(string source, bool syntaxOnly = false, CancellationToken stop = default)
    {
        CellParser cell;
        try
        {
            cell = CellParser.Parse(source);
        }
        catch (CellFailure failure)
        {
            int line = failure.Error.Line ?? 1;
            int length = source.Split('\n')[line - 1].TrimEnd('\r').Length;
            return [new CellDiagnostic(line, 1, line, length + 1, IsError: true, "directive", failure.Error.Message)];
        }
        var found = new List<CellDiagnostic>();
        Script? before = null;
        bool isKnown = !syntaxOnly;   // whether the names are known that this part may use
        foreach (var part in cell.Parts)
        {
            if (part is DirectivePart { Name: "import" or "set" or "share" } or PackagePart) isKnown = false;
            if (part is not CodePart code) continue;
            Script next = before is null ? session.Next(code.Code, _path) : session.After(before, code.Code, _path);
            found.AddRange(Diagnose(next, isKnown, stop));
            before = next;
        }
        return found;
    }

    /// <summary>Whether a cell can be run as it stands.</summary>
    public static Completeness IsComplete(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(CodeView.Of(source), s_parsing);
        if (!SyntaxFactory.IsCompleteSubmission(tree)) return Completeness.Incomplete;
        return tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error) ? Completeness.Invalid : Completeness.Complete;
    }

    private IEnumerable<CellDiagnostic> Diagnose(Script script, bool isKnown, CancellationToken stop)
    {
        var compilation = script.GetCompilation();
        var all = isKnown ? compilation.GetDiagnostics(stop) : compilation.GetParseDiagnostics(stop);
        return all.Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed && !s_unmendable.Contains(d.Id))
            .Where(d => d.Location.GetLineSpan().Path == _path)
            .OrderBy(d => d.Location.SourceSpan.Start)
            .Select(d => Of(d, d.Location.GetLineSpan()));
    }

    private static CellDiagnostic Of(Diagnostic d, FileLinePositionSpan span) => new(
        span.StartLinePosition.Line + 1,
        span.StartLinePosition.Character + 1,
        span.EndLinePosition.Line + 1,
        span.EndLinePosition.Character + 1,
        d.Severity == DiagnosticSeverity.Error,
        d.Id,
        d.GetMessage(CultureInfo.InvariantCulture));

    // The cell as the next submission; null when the position is not on C#.
    private SemanticModel? Model(string source, int position, CancellationToken stop)
    {
        string code = CodeView.Of(source);
        if (!CodeView.IsCode(source, code, position)) return null;
        stop.ThrowIfCancellationRequested();
        var compilation = session.Next(code, _path).GetCompilation();
        return compilation.GetSemanticModel(compilation.SyntaxTrees.Single(t => t.FilePath == _path));
    }
}
