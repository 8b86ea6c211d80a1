using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PML.Host.Isolation;
using PML.Host.Notebooks;
using PML.Host.Reports;
using PML.Support;
using PML.Training;

namespace PML.Host.Commands;

/// <summary><c>run NOTEBOOK</c>: executes a notebook, or several, without an editor.</summary>
internal static class RunCommand
{
    private static readonly Argument<string[]> s_notebooks = new("NOTEBOOK") { Description = "The .ipynb or .dib file to execute; with --report, any number of them.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string[]> s_parameters = new("-p", "--parameter")
    {
        Description = "Override a variable of the cell tagged 'parameters'; may be repeated.",
        HelpName = "name=value",
    };
    private static readonly Option<string?> s_scale = new("--scale") { Description = "Shorthand for -p scale=smoke or -p scale=full.", HelpName = "smoke|full" };
    private static readonly Option<string?> s_out = new("--out") { Description = "Write the executed notebook here (may be NOTEBOOK itself); as .dib, its cells without outputs.", HelpName = "FILE" };
    private static readonly Option<string?> s_html = new("--html") { Description = "Write one self-contained HTML page here.", HelpName = "FILE" };
    private static readonly Option<string?> s_report = new("--report") { Description = "Run the notebooks one after the other and write each one's page, the executed notebook, and an index.html of them all into this folder.", HelpName = "DIR" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        s_scale.AcceptOnlyFromAmong("smoke", "full");
        var command = new Command("run", "Execute notebooks; show their outputs, and keep them with --out, --html or --report.") { s_notebooks, s_parameters, s_scale, s_out, s_html, s_report };
        command.Validators.Add(parsed =>
        {
            // Any number of words may be notebooks, so an option that does not exist would be one too.
            foreach (string word in parsed.GetValue(s_notebooks) ?? [])
                if (word.StartsWith('-')) parsed.AddError($"Unrecognized option '{word}'. A notebook of that name: ./{word}");
            bool report = parsed.GetResult(s_report) is not null;
            if (report && (parsed.GetResult(s_out) ?? parsed.GetResult(s_html)) is not null) parsed.AddError("--report writes a page and an executed notebook for each NOTEBOOK: leave out --out and --html.");
            if (!report && parsed.GetValue(s_notebooks) is { Length: > 1 } many) parsed.AddError($"One notebook at a time: found {many.Length}. Add --report DIR to run them one after the other.");
        });
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private sealed record Request(string? Out, string? Html);

    private static async Task<int> Run(ParseResult parsed)
    {
        string[] notebooks = parsed.GetRequiredValue(s_notebooks);
        var notebook = Notebook.Read(notebooks[0]);
        List<KeyValuePair<string, string>> parameters;
        try
        {
            parameters = Pairs(parsed.GetValue(s_parameters) ?? [], parsed.GetValue(s_scale));
            if (parsed.GetValue(s_report) is null) ParametersCell.Inject(notebook, parameters);
        }
        catch (PmlException e)
        {
            Console.Error.WriteLine(e.Message);
            return PmlCommand.WrongCommandLine;
        }
        if (parsed.GetValue(s_report) is { } folder) return await ReportRun.Run(notebooks, parameters, Path.GetFullPath(folder));
        return await Run(notebook, new Request(Full(parsed.GetValue(s_out)), Full(parsed.GetValue(s_html))));
    }

    private static async Task<int> Run(Notebook notebook, Request request)
    {
        var (watch, started, records) = (Stopwatch.StartNew(), DateTimeOffset.Now, new RecordList());
        if (request.Out is not null) OutputFile.CheckWritable(request.Out, "--out");
        if (request.Html is not null) OutputFile.CheckWritable(request.Html, "--html");
        // As in every notebook host: relative paths of a cell start at the notebook.
        Directory.SetCurrentDirectory(notebook.Folder);
        var console = new RunConsole(Console.Out, Console.Error, !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb");
        // A cell may end the process that runs it: this one keeps what it showed.
        var runner = new NotebookRunner(notebook, console, (folder, show) => new EngineProcess(folder, show));
        var outcome = await Signals.Until(runner.Run);
        bool saved = Save(notebook, request, new RunFacts(Word(outcome), started, watch.Elapsed, records.End()), console);
        console.Line(string.Create(CultureInfo.InvariantCulture, $"{Word(outcome)} in {RunConsole.Duration(watch.Elapsed)}, peak memory {runner.PeakMemory >> 20} MB"));
        return outcome switch { RunOutcome.Stopped => Signals.Interrupted, RunOutcome.Completed when saved => 0, _ => PmlCommand.WorkFailed };
    }

    private static bool Save(Notebook notebook, Request request, RunFacts facts, RunConsole console)
    {
        if (request.Out is null && request.Html is null) console.Line("Outputs were shown, not kept: add --out FILE (.ipynb) or --html FILE to keep them.");
        bool asDib = request.Out is not null && DibFormat.IsDib(request.Out);
        if (request.Html is not null || (request.Out is not null && !asDib))
        {
            console.Working("drawing the figures ...");
            NotebookPictures.Add(notebook, console.Line, FigureImages.Render);
        }
        // One file that cannot be written must not cost the other: a training may lie behind them.
        bool notebookKept = Write(request.Out, () => asDib ? DibFormat.Write(notebook.Cells) : SavedOutputs.Of(notebook).ToText(), console);
        bool pageKept = Write(request.Html, () => HtmlReport.Of(notebook, facts, console.Line), console);
        return notebookKept && pageKept;
    }

    private static bool Write(string? path, Func<string> text, RunConsole console)
    {
        if (path is null) return true;
        console.Working($"writing {path} ...");
        try
        {
            AtomicFile.WriteText(path, text());
            console.Line($"Wrote {path}");
            return true;
        }
        catch (PmlException e)
        {
            console.Line(e.Message);
            return false;
        }
    }

    private static List<KeyValuePair<string, string>> Pairs(IEnumerable<string> parameters, string? scale)
    {
        var pairs = NamedValues.Read(parameters);
        if (scale is not null) pairs.Add(KeyValuePair.Create("scale", scale));
        return pairs;
    }

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);

    private static string Word(RunOutcome outcome) => outcome switch { RunOutcome.Completed => "Done", RunOutcome.Failed => "Failed", _ => "Stopped" };

    // The trainings behind what the notebook shows, each once.
    private sealed class RecordList
    {
        private readonly OrderedDictionary<string, RunRecord> _records = [];

        public RecordList() => RunLog.Noted += Add;

        public IReadOnlyList<RunRecord> End()
        {
            RunLog.Noted -= Add;
            lock (_records) return [.. _records.Values];
        }

        private void Add(RunRecord record)
        {
            lock (_records) _records[record.Identity] = record;
        }
    }
}
