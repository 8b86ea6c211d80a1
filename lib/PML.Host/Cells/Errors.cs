using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace PML.Host.Cells;

/// <summary>Turns what the compiler and the runtime report into errors with the cell's own line numbers.</summary>
internal static partial class Errors
{
    // What the framework says of its own accord.
    private static readonly string[] s_canceled = [new OperationCanceledException().Message, new TaskCanceledException().Message, new ThreadInterruptedException().Message];

    /// <summary>A cell that took all memory; made beforehand, for there may be none left to make it in.</summary>
    public static CellError NoMemory { get; } = new(nameof(OutOfMemoryException), "memory ran out. What this cell declared is dropped; variables of earlier cells are still there: set large ones to null, or restart the session.", null, []);

    /// <summary>Compiler errors.</summary>
    /// <param name="diagnostics">What the compiler reported.</param>
    /// <param name="path">The path under which the cell was compiled.</param>
    public static CellError FromCompiler(IEnumerable<Diagnostic> diagnostics, string path)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).OrderBy(d => d.Location.SourceSpan.Start).ToArray();
        var lines = errors.Select(d => Describe(d, path)).ToList();
        if (errors.Any(d => d.Id is "CS0006" or "CS1504" && d.GetMessage().Contains("lib/bin")))
            lines.Add("lib/bin is not complete: run `lib/pml setup` first.");
        int? line = errors.FirstOrDefault(d => d.Location.GetLineSpan().Path == path) is { } own ? Line(own) : null;
        return new CellError("CompilationError", string.Join("\n", lines), line, []);
    }

    /// <summary>An exception that a cell threw.</summary>
    /// <param name="thrown">The exception.</param>
    /// <param name="path">The path under which the cell was compiled.</param>
    public static CellError FromException(Exception thrown, string path)
    {
        var cause = Unwrap(thrown);
        int? line = new StackTrace(cause, true).GetFrames().FirstOrDefault(f => f.GetFileName() == path)?.GetFileLineNumber();
        var name = cause.GetType();
        if (cause is OutOfMemoryException)
            return NoMemory with { Line = line };
        // By name: the notebook may have loaded another copy of the library than this host's.
        return name.FullName == "PML.Support.PmlException"
            ? new CellError(name.Name, cause.Message, line, [])
            : new CellError(name.Name, cause.Message, line, Frames(cause));
    }

    /// <summary>A cell that was stopped.</summary>
    /// <param name="said">What the code that ended said of it, e.g. where a checkpoint is; null or a mere "was canceled" otherwise.</param>
    public static CellError Interrupted(string? said)
    {
        const string Kept = "what earlier cells declared is still there";
        bool isWord = said is null || s_canceled.Contains(said);
        return new CellError("Interrupted", isWord ? $"the cell was stopped; {Kept}" : $"{said} W{Kept[1..]}.", null, []);
    }

    /// <summary>An exception that nothing caught on a thread of a cell's.</summary>
    public static string OnThread(Exception thrown) => $"An exception ended a thread that a cell started: {string.Join('\n', Frames(Unwrap(thrown)))}\n";

    private static Exception Unwrap(Exception e) => e switch
    {
        TargetInvocationException or TypeInitializationException when e.InnerException is { } inner => Unwrap(inner),
        AggregateException { InnerExceptions.Count: 1 } => Unwrap(e.InnerException!),
        _ => e,
    };

    private static string Describe(Diagnostic d, string path)
    {
        var span = d.Location.GetLineSpan();
        string text = $"{d.Id}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
        if (!d.Location.IsInSource) return text;
        string at = $"line {Line(d)}, column {span.StartLinePosition.Character + 1}: ";
        return span.Path == path ? at + text : $"{Path.GetFileName(span.Path)}, {at}{text}";
    }

    private static int Line(Diagnostic d) => d.Location.GetLineSpan().StartLinePosition.Line + 1;

    // The stack down to the cell; what lies below is the engine's own.
    private static List<string> Frames(Exception e) =>
        [.. e.ToString().Split('\n').Select(l => l.TrimEnd())
            .TakeWhile(l => !l.Contains("Microsoft.CodeAnalysis.Scripting.ScriptExecutionState"))
            .Where(l => !l.StartsWith("--- End of stack trace", StringComparison.Ordinal))
            .Select(l => CellFrame().Replace(l, "   at $1, line $2"))];

    [GeneratedRegex(@"^\s*at Submission#.* in .*?([^/\\]+):line (\d+)$")]
    private static partial Regex CellFrame();
}
