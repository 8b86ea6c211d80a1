using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using PML.Host.Formatting;
using PML.Host.Insight;
using PML.Host.Notebooks;
using PML.Host.Packages;
using PML.Support;

namespace PML.Host.Cells;

/// <summary>One C# session: runs cells one after the other, each seeing what the earlier ones declared.</summary>
/// <remarks>The meaning of a cell is that of the .NET Interactive C# kernel. Faces (runner, kernel, stdio) differ only in where the outputs go.
/// <see cref="Run"/> is called for one cell at a time; everything else may be called while a cell runs, from any thread.</remarks>
internal sealed class CellEngine : ICellRunner
{
    private static readonly AsyncLocal<CellEngine?> s_current = new();

    private readonly string _folder;
    private readonly Action<CellOutput> _show;
    private readonly Func<InputRequest, CancellationToken, Task<string>>? _ask;
    private readonly ScriptSession _session;
    private readonly CellVariables _variables;
    private readonly PackageSet _packages;
    private volatile CellInterruption? _running;

    /// <summary>A session whose relative paths start at a folder.</summary>
    /// <param name="folder">The notebook's folder, absolute.</param>
    /// <param name="show">Receives every output, from whatever thread makes it.</param>
    /// <param name="ask">Asks the person at the notebook; null where there is none.</param>
    public CellEngine(string folder, Action<CellOutput> show, Func<InputRequest, CancellationToken, Task<string>>? ask = null)
    {
        (_folder, _show, _ask) = (folder, output => CellThread.Whole(() => show(output)), ask);
        _session = new ScriptSession(folder);
        _variables = new CellVariables(_session, folder);
        _packages = new PackageSet(folder);
        Insight = new CellInsight(_session, folder);
    }

    /// <summary>The engine whose cell runs in this flow of execution.</summary>
    /// <exception cref="PmlException">No cell runs.</exception>
    public static CellEngine Current => s_current.Value ?? throw new PmlException("Displaying a value needs a notebook cell; no cell runs here.");

    /// <summary>What an editor asks of a cell that is being written: completions, documentation, errors.</summary>
    public CellInsight Insight { get; }

    /// <summary>Whether figures are shown with a picture too, which GitHub and other readers without scripts show of a saved notebook. The first takes a browser's start.</summary>
    public bool Pictures { get; init; }

    /// <summary>The formatters that cells registered.</summary>
    public RegisteredFormatters Formatters { get; } = new();

    /// <inheritdoc/>
    public long PeakMemory
    {
        get
        {
            using var own = Process.GetCurrentProcess();
            return own.PeakWorkingSet64;
        }
    }

    /// <summary>Is cancelled when the running cell is interrupted.</summary>
    public CancellationToken Interruption => _running?.Asked ?? CancellationToken.None;

    /// <inheritdoc/>
    public async Task<CellError?> Run(string source, string name, CancellationToken stop = default)
    {
        s_current.Value = this;
        ConsoleRouter.Receive((stream, text) => _show(new StreamOutput(stream, text)));
        StrayExceptions.Receive(thrown => _show(new StreamOutput("stderr", Errors.OnThread(thrown))));
        var watch = Stopwatch.StartNew();
        using var running = new CellInterruption();
        _running = running;
        await using var registration = stop.Register(running.Request);
        CellParser? cell = null;
        try
        {
            cell = CellParser.Parse(source);
            await RunParts(cell, Path.Combine(_folder, name), 0, running);
            return null;
        }
        catch (CellFailure failure)
        {
            return failure.Error;
        }
        catch (OperationCanceledException e) when (running.IsRequested)
        {
            return Errors.Interrupted(e.InnerException?.Message);
        }
        catch (TimeoutException) when (running.IsRequested)
        {
            return new CellError("Interrupted", "the cell was told to stop, but is busy in native code and goes on in the background; restart the session to end it", null, []);
        }
        catch (OutOfMemoryException)
        {
            GC.Collect();
            return Errors.NoMemory;
        }
        catch (Exception e)
        {
            // A fault of the compiler's, say: the session goes on, whatever it was.
            return Errors.FromException(e, Path.Combine(_folder, name));
        }
        finally
        {
            _running = null;
            if (cell is { Timed: true })
                Show(new JsonObject { [Mime.Text] = string.Create(CultureInfo.InvariantCulture, $"Wall time: {watch.Elapsed.TotalMilliseconds:0.###}ms") }, null);
        }
    }

    /// <summary>Stops the running cell; a second call leaves it no time to end by itself. Returns at once.</summary>
    /// <returns>Whether a cell runs.</returns>
    public bool Interrupt()
    {
        var running = _running;
        running?.Request();
        return running is not null;
    }

    /// <summary>Ends the session: a cell that still runs is stopped.</summary>
    public void Dispose() => Interrupt();

    /// <summary>Tells when a cell ends the process, as Environment.Exit does: the last moment to tell the client.</summary>
    /// <param name="tell">Called on the thread that ends the process, which goes on when it returns.</param>
    /// <remarks>Where calls went too deep, or native code crashed, nothing is told: the process is gone.</remarks>
    public void WhenProcessEnds(Action<CellError> tell) => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        if (_running is not null) tell(ProcessEnd.Error(Environment.ExitCode));
    };

    /// <summary>Shows a value as the cell's output.</summary>
    /// <returns>The handle that updates it in place.</returns>
    public DisplayedValue Display(object? value, IReadOnlyList<string> mimeTypes)
    {
        string id = Guid.NewGuid().ToString("n");
        Show(MimeFormatter.Bundle(value, mimeTypes, Formatters), id);
        return new DisplayedValue(this, id, mimeTypes);
    }

    /// <summary>Replaces what was shown under an id.</summary>
    public void Update(string id, object? value, IReadOnlyList<string> mimeTypes) => _show(new DisplayUpdate(MimeFormatter.Bundle(value, mimeTypes, Formatters), id));

    /// <summary>Asks the person at the notebook for a line of text.</summary>
    /// <exception cref="PmlException">Nobody can answer here.</exception>
    public async Task<string> Ask(InputRequest request, CancellationToken stop)
    {
        if (_ask is null)
            throw new PmlException($"The cell asks for input{(request.Prompt.Length > 0 ? $" ('{request.Prompt}')" : "")}, and nobody can answer: the notebook runs without an editor. Put the value into the cell tagged 'parameters', and give it with -p name=value.");
        // A wait that the user ends is not a computation that has to end in an orderly way.
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, _running?.Forced ?? CancellationToken.None);
        // On another thread: stopping the cell's own must not cut the question in two.
        return await Task.Run(() => _ask(request, both.Token), CancellationToken.None);
    }

    private void Show(JsonObject data, string? id)
    {
        if (Pictures) FigureImages.AddTo(data);
        _show(new DisplayOutput(data, id));
    }

    private async Task RunParts(CellParser cell, string path, int depth, CellInterruption running)
    {
        foreach (var part in cell.Parts)
        {
            if (running.IsRequested) throw new OperationCanceledException();
            if (part is CodePart code) await RunCode(code.Code, path, running);
            else if (part is TextPart text) Show(new JsonObject { [text.MimeType] = text.Text }, null);
            else if (part is PackagePart packages)
            {
                if (!await AddPackages(packages, cell.IsOptional, running)) return;
            }
            else if (part is SourcePart source) _packages.AddSource(source);
            else if (part is ValuePart value && _variables.Keep(value) is { } shown) Show(shown, null);
            else if (part is DirectivePart directive) await Direct(directive, path, depth, running);
        }
    }

    // False where an optional cell must do without.
    private async Task<bool> AddPackages(PackagePart packages, bool optional, CellInterruption running)
    {
        try
        {
            _session.AddReferences(await _packages.Add(packages, running.Forced));
            return true;
        }
        catch (CellFailure failure) when (optional)
        {
            Show(new JsonObject { [Mime.Text] = $"Skipped: this cell is optional. {failure.Error.Message}" }, null);
            return false;
        }
    }

    private Task Direct(DirectivePart directive, string path, int depth, CellInterruption running)
    {
        switch (directive.Name)
        {
            case "import":
                return Import(directive.Options, path, depth, running);
            case "set":
                return RunCode(_variables.Set(directive.Options), path, running);
            case "share":
                return RunCode(_variables.Share(directive.Options), path, running);
            default:
                Show(_variables.List(whole: directive.Name == "whos"), null);
                return Task.CompletedTask;
        }
    }

    private async Task Import(DirectiveOptions import, string from, int depth, CellInterruption running)
    {
        string path = Path.GetFullPath(import.Words[0], Path.GetDirectoryName(from)!);
        if (depth >= CellImport.Deepest) throw import.Wrong($"{import.Words[0]}: files import each other without end ({CellImport.Deepest} deep)");
        foreach (string source in CellImport.Sources(import, path))
        {
            try
            {
                await RunParts(CellParser.Parse(source), path, depth + 1, running);
            }
            catch (CellFailure failure)
            {
                throw CellImport.Inside(failure, import, path);
            }
        }
    }

    private async Task RunCode(string code, string path, CellInterruption running)
    {
        var (hasValue, value) = await _session.Run(code, path, running);
        if (!hasValue || value is DisplayedValue) return;
        JsonObject data;
        try
        {
            // A formatter of the user's may do anything, endless loops included.
            data = await CellThread.Run(() => Task.FromResult(MimeFormatter.Bundle(value, [], Formatters)), running.Forced);
        }
        catch (Exception e) when (!running.IsRequested)
        {
            throw new CellFailure(Errors.FromException(e, path));
        }
        Show(data, null);
    }
}
