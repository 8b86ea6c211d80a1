using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PML.Host.Notebooks;
using PML.Host.Reports;
using PML.Support;

namespace PML.Host.Commands;

/// <summary><c>run NOTEBOOK</c>: executes a notebook without an editor.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> s_notebook = new("NOTEBOOK") { Description = "The .ipynb or .dib file to execute." };
    private static readonly Option<string[]> s_parameters = new("-p", "--parameter")
    {
        Description = "Override a variable of the cell tagged 'parameters'; may be repeated.",
        HelpName = "name=value",
    };
    private static readonly Option<string?> s_scale = new("--scale") { Description = "Shorthand for -p scale=smoke or -p scale=full.", HelpName = "smoke|full" };
    private static readonly Option<string?> s_out = new("--out") { Description = "Write the executed notebook here (may be NOTEBOOK itself); as .dib, its cells without outputs.", HelpName = "FILE" };
    private static readonly Option<string?> s_html = new("--html") { Description = "Write one self-contained HTML page here.", HelpName = "FILE" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        s_scale.AcceptOnlyFromAmong("smoke", "full");
        var command = new Command("run", "Execute a notebook; show its outputs, and keep them with --out or --html.") { s_notebook, s_parameters, s_scale, s_out, s_html };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private sealed record Request(string? Out, string? Html);

    private static async Task<int> Run(ParseResult parsed)
    {
        var notebook = Notebook.Read(parsed.GetRequiredValue(s_notebook));
        try
        {
            ParametersCell.Inject(notebook, Pairs(parsed.GetValue(s_parameters) ?? [], parsed.GetValue(s_scale)));
        }
        catch (PmlException e)
        {
            Console.Error.WriteLine(e.Message);
            return PmlCommand.WrongCommandLine;
        }
        return await Run(notebook, new Request(Full(parsed.GetValue(s_out)), Full(parsed.GetValue(s_html))));
    }

    private static async Task<int> Run(Notebook notebook, Request request)
    {
        var watch = Stopwatch.StartNew();
        if (request.Out is not null) OutputFile.CheckWritable(request.Out, "--out");
        if (request.Html is not null) OutputFile.CheckWritable(request.Html, "--html");
        // As in every notebook host: relative paths of a cell start at the notebook.
        Directory.SetCurrentDirectory(notebook.Folder);
        var console = new RunConsole(Console.Out, Console.Error, !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb");
        var outcome = await Signals.Until(stop => new NotebookRunner(notebook, console).Run(stop));
        bool saved = Save(notebook, request, console);
        using var process = Process.GetCurrentProcess();
        console.Line(string.Create(CultureInfo.InvariantCulture, $"{Word(outcome)} in {RunConsole.Duration(watch.Elapsed)}, peak memory {process.PeakWorkingSet64 >> 20} MB"));
        return outcome switch { RunOutcome.Stopped => Signals.Interrupted, RunOutcome.Completed when saved => 0, _ => PmlCommand.WorkFailed };
    }

    private static bool Save(Notebook notebook, Request request, RunConsole console)
    {
        if (request.Out is null && request.Html is null) console.Line("Outputs were shown, not kept: add --out FILE (.ipynb) or --html FILE to keep them.");
        // One file that cannot be written must not cost the other: a training may lie behind them.
        bool notebookKept = Write(request.Out, () => DibFormat.IsDib(request.Out!) ? DibFormat.Write(notebook.Cells) : SavedOutputs.Of(notebook, console.Line, FigureImages.Render).ToText(), console);
        bool pageKept = Write(request.Html, () => HtmlReport.Of(notebook, console.Line), console);
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
}
