using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Host.Notebooks;

namespace PML.Tests.Host;

/// <summary>A run from the first cell to the last, or to the one that fails.</summary>
public sealed class NotebookRunnerTests : IDisposable
{
    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Outputs_of_every_kind_go_into_the_notebook_in_their_order()
    {
        string path = _folder.Notebook("a.ipynb", "# Prose", "Console.Write(\"a\");\nConsole.WriteLine(\"b\");\nvar d = display(\"old\");\nConsole.Error.WriteLine(\"e\");\n1 + 1", "d.Update(\"new\");");
        var (notebook, outcome, terminal) = await _folder.Run(path);
        Assert.Equal(RunOutcome.Completed, outcome);
        var outputs = notebook.Cells[1].Outputs;
        Assert.Equal(["stream", "display_data", "stream", "execute_result"], outputs.Select(o => (string?)o!["output_type"]));
        Assert.Equal("ab\n", Multiline.Join(outputs[0]!["text"]));
        Assert.Equal("new", Multiline.Join(outputs[1]!["data"]!["text/plain"]));
        Assert.Equal("stderr", (string?)outputs[2]!["name"]);
        Assert.Equal((1, 1), ((int?)outputs[3]!["execution_count"], (int?)notebook.Cells[1].Json["execution_count"]));
        Assert.Empty(notebook.Cells[2].Outputs);
        Assert.Equal(2, (int?)notebook.Cells[2].Json["execution_count"]);
        Assert.Matches(@"\[1/2\] \d+\.\d s  Console\.Write\(""a""\);", terminal);
        Assert.Matches(@"\[2/2\] \d+\.\d s  d\.Update\(""new""\);", terminal);
    }

    [Fact]
    public async Task An_error_stops_the_run_and_keeps_the_outputs_so_far()
    {
        string path = _folder.Notebook("a.ipynb", "1", "Console.WriteLine(\"before\");\n\nthrow new FormatException(\"broken\");", "Console.WriteLine(\"never\");");
        var (notebook, outcome, terminal) = await _folder.Run(path);
        Assert.Equal(RunOutcome.Failed, outcome);
        var outputs = notebook.Cells[1].Outputs;
        Assert.Equal("before\n", Multiline.Join(outputs[0]!["text"]));
        Assert.Equal(("error", "FormatException", "broken"), ((string?)outputs[1]!["output_type"], (string?)outputs[1]!["ename"], (string?)outputs[1]!["evalue"]));
        Assert.NotEmpty((JsonArray)outputs[1]!["traceback"]!);
        Assert.Empty(notebook.Cells[2].Outputs);
        Assert.Null(notebook.Cells[2].Json["execution_count"]);
        Assert.Contains("Error in cell 2, line 3: FormatException: broken", terminal);
        Assert.DoesNotContain("never", terminal);
    }

    [Fact]
    public async Task Outputs_of_an_earlier_run_are_gone()
    {
        string path = _folder.Notebook("a.ipynb", "1", "throw new FormatException();", "2");
        var (first, _, _) = await _folder.Run(path);
        _folder.Write("b.ipynb", first.ToText().Replace("throw", "_ ="));
        var (second, outcome, _) = await _folder.Run(_folder.At("b.ipynb"));
        Assert.Equal(RunOutcome.Completed, outcome);
        Assert.Empty(second.Cells[1].Outputs);
    }

    [Fact]
    public async Task A_stopped_run_keeps_what_was_shown()
    {
        string sign = _folder.At("sign");
        string path = _folder.Notebook("a.ipynb", $"Console.WriteLine(\"shown\");\nSystem.IO.File.WriteAllText(@\"{sign}\", \"\");\nawait Task.Delay(-1);", "1");
        using var stop = new CancellationTokenSource();
        var run = _folder.Run(path, stop.Token);
        while (!File.Exists(sign) && !run.IsCompleted) await Task.Delay(20);
        stop.Cancel();
        var (notebook, outcome, _) = await run;
        Assert.Equal(RunOutcome.Stopped, outcome);
        Assert.Equal("shown\n", Multiline.Join(notebook.Cells[0].Outputs[0]!["text"]));
        Assert.Equal("Interrupted", (string?)notebook.Cells[0].Outputs[1]!["ename"]);
        Assert.Null(notebook.Cells[1].Json["execution_count"]);
    }

    [Fact]
    public async Task A_line_that_was_written_over_keeps_its_last_text_and_endless_text_is_cut()
    {
        string path = _folder.Notebook("a.ipynb", "for (int i = 0; i < 3; i++) Console.Write($\"\\r{i} %\");\nConsole.WriteLine();", "for (int i = 0; i < 30_000; i++) Console.WriteLine(new string('x', 99));");
        var (notebook, _, _) = await _folder.Run(path);
        Assert.Equal("2 %\n", Multiline.Join(notebook.Cells[0].Outputs[0]!["text"]));
        string cut = Multiline.Join(notebook.Cells[1].Outputs[0]!["text"]);
        Assert.InRange(cut.Length, 1_000_000, 1_000_100);
        Assert.Contains("(cut here: more than 1000000 characters)", cut);
    }

    [Fact]
    public async Task The_terminal_shows_values_in_columns_and_a_live_line_once()
    {
        string path = _folder.Notebook("a.ipynb", "var d = display(\"0 %\");\nfor (int i = 1; i <= 100; i++) d.Update($\"{i} %\");\nnew[] { new { A = 1, B = 2 } }");
        var (_, _, terminal) = await _folder.Run(path);
        var lines = terminal.Split('\n');
        Assert.Equal(["100 %", "   A  B", "0  1  2"], lines[..3]);
    }

    [Fact]
    public void On_a_terminal_what_is_under_way_is_written_over()
    {
        var screen = new StringWriter();
        var console = new RunConsole(screen, screen, interactive: true);
        console.Begin(1, 2, "Train();");
        console.Show(new DisplayOutput(new JsonObject { ["text/plain"] = "1 %" }, "id"));
        console.Show(new DisplayUpdate(new JsonObject { ["text/plain"] = "2 %" }, "id"));
        console.Show(new StreamOutput("stdout", "note"));
        console.End(1, 2, "Train();", TimeSpan.FromSeconds(65), null);
        const string Clear = "\r\e[2K";
        Assert.Equal($"{Clear}[1/2] ...  Train();{Clear}{Clear}1 %{Clear}2 %{Clear}2 %\nnote\n[1/2] 1 min 05 s  Train();\n", screen.ToString());
    }

    [Fact]
    public async Task What_a_cell_leaves_running_reaches_the_next_cell_but_not_the_finished_notebook()
    {
        string path = _folder.Notebook("a.ipynb", "var d = display(\"first\");\nvar go = new TaskCompletionSource();\nvar late = Task.Run(async () => { await go.Task; Console.Write(\"late\"); });", "go.SetResult();\nawait late;", "var watch = System.Diagnostics.Stopwatch.StartNew();\n_ = Task.Run(() => { while (watch.Elapsed.TotalSeconds < 1) { d.Update(\"more\"); Console.Write(\".\"); } });");
        var (notebook, _, _) = await _folder.Run(path);
        Assert.Equal("late", Multiline.Join(notebook.Cells[1].Outputs[0]!["text"]));
        for (int i = 0; i < 20; i++) Assert.NotEmpty(notebook.ToText());   // nothing changes it while it is written
    }
}
