using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using PML.Host.Formatting;
using PML.Host.Notebooks;
using PML.Support;

namespace PML.Host.Cells;

/// <summary>One C# session: runs cells one after the other, each seeing what the earlier ones declared.</summary>
/// <remarks>The meaning of a cell is that of the .NET Interactive C# kernel. Faces (runner, kernel, stdio) differ only in where the outputs go.</remarks>
internal sealed class CellEngine
{
    private const int DeepestImport = 20;
    private static readonly AsyncLocal<CellEngine?> s_current = new();

    private readonly string _folder;
    private readonly Action<CellOutput> _show;
    private readonly ScriptOptions _options;
    private ScriptState<object>? _state;

    /// <summary>A session whose relative paths start at a folder.</summary>
    /// <param name="folder">The notebook's folder, absolute.</param>
    /// <param name="show">Receives every output, from whatever thread makes it.</param>
    public CellEngine(string folder, Action<CellOutput> show)
    {
        (_folder, _show) = (folder, show);
        _options = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest)
            .AddImports("System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq", typeof(Kernel).FullName!)
            .AddReferences(typeof(Enumerable).Assembly, typeof(IEnumerable<>).Assembly, typeof(Task<>).Assembly, typeof(Kernel).Assembly)
            .WithMetadataResolver(new CachedReferences(ScriptMetadataResolver.Default.WithBaseDirectory(folder)))
            .WithSourceResolver(new SourceFileResolver([], folder))
            .WithEmitDebugInformation(true)   // line numbers in stack traces
            .WithFileEncoding(Encoding.UTF8);
    }

    /// <summary>The engine whose cell runs in this flow of execution.</summary>
    /// <exception cref="PmlException">No cell runs.</exception>
    public static CellEngine Current => s_current.Value ?? throw new PmlException("Displaying a value needs a notebook cell; no cell runs here.");

    /// <summary>Runs a cell.</summary>
    /// <param name="source">C# with directives.</param>
    /// <param name="name">How errors name the cell, e.g. "cell 3".</param>
    /// <param name="stop">Ends the run before the cell's next part.</param>
    /// <returns>Null, or why the cell failed.</returns>
    public async Task<CellError?> Run(string source, string name, CancellationToken stop = default)
    {
        s_current.Value = this;
        ConsoleRouter.Receive((stream, text) => _show(new StreamOutput(stream, text)));
        var watch = Stopwatch.StartNew();
        CellParser? cell = null;
        try
        {
            cell = CellParser.Parse(source);
            await RunParts(cell, Path.Combine(_folder, name), 0, stop);
            return null;
        }
        catch (CellFailure failure)
        {
            return failure.Error;
        }
        finally
        {
            if (cell is { Timed: true })
                Show(new JsonObject { [Mime.Text] = string.Create(CultureInfo.InvariantCulture, $"Wall time: {watch.Elapsed.TotalMilliseconds:0.###}ms") }, null);
        }
    }

    /// <summary>Shows a value as the cell's output.</summary>
    /// <returns>The handle that updates it in place.</returns>
    public DisplayedValue Display(object? value, IReadOnlyList<string> mimeTypes)
    {
        string id = Guid.NewGuid().ToString("n");
        Show(MimeFormatter.Bundle(value, mimeTypes), id);
        return new DisplayedValue(this, id, mimeTypes);
    }

    /// <summary>Replaces what was shown under an id.</summary>
    public void Update(string id, object? value, IReadOnlyList<string> mimeTypes) => _show(new DisplayUpdate(MimeFormatter.Bundle(value, mimeTypes), id));

    private void Show(JsonObject data, string? id) => _show(new DisplayOutput(data, id));

    private async Task RunParts(CellParser cell, string path, int depth, CancellationToken stop)
    {
        foreach (var part in cell.Parts)
        {
            stop.ThrowIfCancellationRequested();
            if (part is CodePart code) await RunCode(code.Code, path, stop);
            else if (part is TextPart text) Show(new JsonObject { [text.MimeType] = text.Text }, null);
            else if (part is ImportPart import) await Import(import, path, depth, stop);
        }
    }

    private async Task Import(ImportPart import, string from, int depth, CancellationToken stop)
    {
        string path = Path.GetFullPath(import.Path, Path.GetDirectoryName(from)!);
        if (depth >= DeepestImport) throw CellFailure.Directive(import.Line, $"#!import {import.Path}: files import each other without end ({DeepestImport} deep).");
        foreach (string source in ImportedSources(import, path))
        {
            try
            {
                await RunParts(CellParser.Parse(source), path, depth + 1, stop);
            }
            catch (CellFailure failure)
            {
                // The line that the reader of this cell can see is the directive's.
                string at = failure.Error.Line is { } line ? $"{Path.GetFileName(path)}, line {line}: " : $"{Path.GetFileName(path)}: ";
                throw new CellFailure(failure.Error with { Line = import.Line, Message = at + failure.Error.Message });
            }
        }
    }

    private static IReadOnlyList<string> ImportedSources(ImportPart import, string path)
    {
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".cs" or ".csx" => [File.ReadAllText(path)],
                ".ipynb" => [.. Notebook.Read(path).Cells.Where(c => c.IsCode).Select(c => c.Source)],
                _ => throw CellFailure.Directive(import.Line, $"#!import {import.Path}: only .cs, .csx and .ipynb files can be imported."),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CellFailure.Directive(import.Line, $"#!import {import.Path}: {e.Message}");
        }
        catch (PmlException e)
        {
            throw CellFailure.Directive(import.Line, $"#!import {import.Path}: {e.Message}");
        }
    }

    private async Task RunCode(string code, string path, CancellationToken stop)
    {
        var options = _options.WithFilePath(path);
        var script = _state is null ? CSharpScript.Create<object>(code, options) : _state.Script.ContinueWith<object>(code, options);
        try
        {
            // An exception leaves the state usable: what ran before it stays declared.
            _state = _state is null ? await script.RunAsync(null, _ => true, stop) : await script.RunFromAsync(_state, _ => true, stop);
        }
        catch (CompilationErrorException e)
        {
            throw new CellFailure(Errors.FromCompiler(e.Diagnostics, path));
        }
        if (_state.Exception is { } thrown)
        {
            if (thrown is OperationCanceledException && stop.IsCancellationRequested) throw thrown;
            throw new CellFailure(Errors.FromException(thrown, path));
        }
        if (HasReturnValue(script) && _state.ReturnValue is not DisplayedValue) ShowResult(_state.ReturnValue, path);
    }

    private void ShowResult(object? value, string path)
    {
        JsonObject data;
        try
        {
            data = MimeFormatter.Bundle(value, []);
        }
        catch (Exception e)
        {
            throw new CellFailure(Errors.FromException(e, path));
        }
        Show(data, null);
    }

    // Whether the last line is an expression to show: a null from `return` and no value at all look the same in ReturnValue.
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern bool HasReturnValue(Script script);
}
