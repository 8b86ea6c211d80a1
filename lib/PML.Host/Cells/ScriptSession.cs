using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace PML.Host.Cells;

/// <summary>What the cells so far declared: a chain of C# script submissions.</summary>
internal sealed class ScriptSession
{
    private ScriptOptions _options;
    // Replaced as a whole when a cell has run, so that editors may ask while one runs.
    private volatile ScriptState<object>? _state;

    /// <summary>An empty session.</summary>
    /// <param name="folder">Where relative paths start.</param>
    public ScriptSession(string folder)
    {
        _options = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest)
            .AddImports("System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq")
            .AddImports(typeof(Kernel).Namespace!, typeof(Formatter).Namespace!, typeof(Kernel).FullName!)
            .AddReferences(typeof(Enumerable).Assembly, typeof(IEnumerable<>).Assembly, typeof(Task<>).Assembly, typeof(Kernel).Assembly)
            .AddReferences(HostReferences.All)
            .WithMetadataResolver(new CachedReferences(ScriptMetadataResolver.Default.WithBaseDirectory(folder)))
            .WithSourceResolver(new SourceFileResolver([], folder))
            .WithEmitDebugInformation(true)   // line numbers in stack traces
            .WithFileEncoding(Encoding.UTF8);
    }

    /// <summary>The variables, each as it was declared last, by name.</summary>
    public IReadOnlyList<ScriptVariable> Variables =>
        [.. (_state?.Variables ?? []).GroupBy(v => v.Name).Select(g => g.Last()).OrderBy(v => v.Name, StringComparer.Ordinal)];

    /// <summary>Lets later cells use assemblies.</summary>
    public void AddReferences(IEnumerable<string> paths) => _options = _options.AddReferences(paths);

    /// <summary>Code as the next submission, not compiled yet.</summary>
    /// <param name="code">The code.</param>
    /// <param name="path">The path that errors and relative directives of it start from.</param>
    public Script<object> Next(string code, string path) => After(_state?.Script, code, path);

    /// <summary>Code as the submission after another one, which did not run.</summary>
    public Script<object> After(Script? previous, string code, string path)
    {
        var options = _options.WithFilePath(path);
        return previous is null ? CSharpScript.Create<object>(code, options) : previous.ContinueWith<object>(code, options);
    }

    /// <summary>Runs code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="path">The path that errors and relative directives of it start from.</param>
    /// <param name="running">Stops it.</param>
    /// <returns>Whether its last line is an expression to show, and that value.</returns>
    /// <exception cref="CellFailure">It does not compile, or it threw.</exception>
    public async Task<(bool HasValue, object? Value)> Run(string code, string path, CellInterruption running)
    {
        var script = Next(code, path);
        try
        {
            // Compiled where nothing is ever cut off in the middle.
            script.CreateDelegate(running.Forced);
        }
        catch (CompilationErrorException e)
        {
            throw new CellFailure(Errors.FromCompiler(e.Diagnostics, path));
        }
        var before = _state;
        // An exception leaves the state usable: what ran before it stays declared.
        var (thrown, value) = Take(await CellThread.Run(() => before is null ? script.RunAsync(null, Keep, CancellationToken.None) : script.RunFromAsync(before, Keep, CancellationToken.None), running.Forced));
        if (thrown is not null)
        {
            if (thrown is OutOfMemoryException) GC.Collect();   // telling of it takes some, too
            if (running.IsRequested && thrown is (OperationCanceledException or ThreadInterruptedException)) throw new OperationCanceledException(thrown.Message, thrown);
            throw new CellFailure(Errors.FromException(thrown, path));
        }
        return (HasReturnValue(script), value);
    }

    // What took the memory hangs on what the cell declared: that is let go of.
    private (Exception? Thrown, object? Value) Take(ScriptState<object> after)
    {
        if (after.Exception is not OutOfMemoryException) _state = after;
        return (after.Exception, after.ReturnValue);
    }

    private static bool Keep(Exception thrown) => thrown is not ThreadAbortException;

    // Whether the last line is an expression to show: a null from `return` and no value at all look the same in ReturnValue.
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern bool HasReturnValue(Script script);
}
