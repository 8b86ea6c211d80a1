using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using PML.Host.Notebooks;

namespace PML.Tests.Host;

/// <summary>The command as people call it: a process of its own.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_notebook_runs_in_its_own_folder_and_keeps_its_outputs_where_the_caller_says()
    {
        _folder.Notebook("inner/a.ipynb", "[parameters]int epochs = 10; string scale = \"full\";", "System.IO.Path.GetFileName(Environment.CurrentDirectory)", "$\"{epochs} {scale}\"");
        var run = await Pml("run", "inner/a.ipynb", "-p", "epochs=2", "--scale", "smoke", "--out", "new/out.ipynb", "--html", "new/out.html");
        Assert.Equal(0, run.Code);
        var written = Notebook.Read(_folder.At("new/out.ipynb"));
        Assert.Equal(["inner", "2 smoke"], written.Cells.SelectMany(c => c.Outputs).Select(o => Multiline.Join(o!["data"]!["text/plain"])));
        Assert.Contains("2 smoke", File.ReadAllText(_folder.At("new/out.html")));
        Assert.Equal(2, Directory.GetFiles(_folder.At("new")).Length);   // no temporary file is left
        Assert.Matches(@"\[4/4\] .*\n", run.Error);
        Assert.Matches(@"Done in .* s, peak memory \d+ MB", run.Error);
        Assert.Equal("inner\n2 smoke\n", run.Output);
    }

    [Fact]
    public async Task An_error_exits_with_1_and_keeps_the_outputs_so_far()
    {
        string path = _folder.Notebook("a.ipynb", "\"kept\"", "\nthrow new FormatException(\"broken\");", "1");
        var run = await Pml("run", path, "--out", path, "--html", "a.html");
        Assert.Equal(1, run.Code);
        Assert.Contains("Error in cell 2, line 2: FormatException: broken", run.Error);
        var written = Notebook.Read(path);
        Assert.Equal("kept", Multiline.Join(written.Cells[0].Outputs[0]!["data"]!["text/plain"]));
        Assert.Equal("error", (string?)written.Cells[1].Outputs[0]!["output_type"]);
        Assert.Contains("broken", File.ReadAllText(_folder.At("a.html")));
    }

    [SkippableFact]
    public async Task A_full_disk_costs_neither_the_earlier_file_nor_the_other_one()
    {
        using var disk = new PML.Tests.Support.SmallDisk(64);
        string old = Path.Combine(disk.Folder, "out.ipynb");
        File.WriteAllText(old, "earlier");
        var run = await Pml("run", _folder.Notebook("a.ipynb", "new string('x', 200_000)"), "--out", old, "--html", "a.html");
        Assert.Equal(1, run.Code);
        Assert.Contains($"Cannot write {old}", run.Error);
        Assert.Equal("earlier", File.ReadAllText(old));
        Assert.Single(Directory.GetFiles(disk.Folder));
        Assert.True(File.Exists(_folder.At("a.html")));
    }

    [Theory]
    [InlineData("walk", "walk", 2)]
    [InlineData("run", "run", 2)]
    [InlineData("run a.ipynb --scale medium", "smoke", 2)]
    [InlineData("run a.ipynb --fast", "--fast", 2)]
    [InlineData("run a.ipynb -p epochs", "name=value", 2)]
    [InlineData("run a.ipynb -p epoch=1", "int epochs = 10", 2)]
    [InlineData("run a.ipynb -p epochs=x", "whole number", 2)]
    [InlineData("run b.ipynb", "b.ipynb: no such notebook", 1)]
    [InlineData("run a.ipynb a.ipynb", "Add --report DIR", 2)]
    [InlineData("run a.ipynb --report r --out b.ipynb", "leave out --out and --html", 2)]
    [InlineData("run a.ipynb b.ipynb --report r", "b.ipynb: no such notebook", 1)]
    [InlineData("run a.ipynb --report a.ipynb", "nothing has run", 1)]
    [InlineData("run a.ipynb --out .", "that is a folder", 1)]
    [InlineData("run a.ipynb --out a.ipynb/b.ipynb", "nothing has run", 1)]
    public async Task A_wrong_command_line_says_what_is_wrong_and_runs_nothing(string line, string message, int code)
    {
        _folder.Notebook("a.ipynb", "[parameters]int epochs = 10;", "System.IO.File.WriteAllText(\"ran\", \"\");");
        var run = await Pml(line.Split(' '));
        Assert.Equal(code, run.Code);
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.Equal("", run.Output);
        Assert.False(File.Exists(_folder.At("ran")));
    }

    [Fact]
    public async Task Help_and_doctor_tell_what_there_is()
    {
        var help = await Pml("help");
        Assert.Equal(0, help.Code);
        Assert.Contains("lib/pml run notebooks/00-start-here.ipynb", help.Output);
        var run = await Pml("help", "run");
        foreach (string option in new[] { "NOTEBOOK", "-p", "--scale", "--out", "--html", "--report" }) Assert.Contains(option, run.Output);
        var doctor = await Pml("doctor");
        Assert.Equal(0, doctor.Code);
        Assert.Matches(@"ok     tensors by (PML\.Torch, libtorch|TorchSharp) ", doctor.Output);
        Assert.Contains("cores", doctor.Output);
    }

    [Theory]
    [InlineData("Environment.Exit(0);", "exit code 0")]
    [InlineData("int F(int x) => 1 + F(x + 1);\nF(1)", "stack overflow")]
    public async Task A_cell_that_ends_its_process_costs_no_outputs(string code, string why)
    {
        var run = await Pml("run", _folder.Notebook("a.ipynb", "Console.WriteLine(\"first\");", "Console.WriteLine(\"second\");\n" + code, "3"), "--out", "out.ipynb");
        Assert.Equal(1, run.Code);
        Assert.Contains("Error in cell 2: ", run.Error);
        Assert.Contains(why, run.Error);
        var cells = Notebook.Read(_folder.At("out.ipynb")).Cells;
        Assert.Equal(["first\n", "second\n"], cells.Take(2).Select(c => Multiline.Join(c.Outputs[0]!["text"])));
        Assert.Equal("ProcessEnded", (string?)cells[1].Outputs[1]!["ename"]);
        Assert.Empty(cells[2].Outputs);
    }

    [SkippableTheory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    public async Task An_interrupt_ends_the_run_with_130_and_keeps_the_outputs_so_far(string signal, int number)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals for another process.");
        Skip.If(PmlProcess.Ignores(number), $"SIG{signal} is ignored here, and so by every program started from here.");
        string path = _folder.Notebook("a.ipynb", "Console.WriteLine(\"started\");\nwhile (true) System.Threading.Thread.Sleep(10);");
        using var process = Start("run", path, "--out", "out.ipynb");
        Assert.Equal("started", await process.StandardOutput.ReadLineAsync());
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Stopped", error);
        Assert.Equal("started\n", Multiline.Join(Notebook.Read(_folder.At("out.ipynb")).Cells[0].Outputs[0]!["text"]));
    }

    [Fact]
    public async Task Two_hundred_cells_take_at_most_350_MB()
    {
        var cells = Enumerable.Range(0, 200).Select(i => $"record R{i}(int A, double B);\nvar v{i} = Enumerable.Range(0, 10).Select(k => new R{i}(k, k * {i}.5)).ToList();\nvar s{i} = v{i}.Sum(r => r.B){(i > 0 ? $" + s{i - 1}" : "")};\ns{i}");
        var run = await Pml("run", _folder.Notebook("a.ipynb", [.. cells]));
        Assert.Equal(0, run.Code);
        Assert.EndsWith("\n" + Enumerable.Range(0, 200).Sum(i => 45 * (i + 0.5)).ToString(CultureInfo.InvariantCulture) + "\n", "\n" + run.Output);
        int megabytes = int.Parse(Regex.Match(run.Error, @"peak memory (\d+) MB").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(megabytes, 1, 350);
    }

    private Task<(int Code, string Output, string Error)> Pml(params string[] arguments) => PmlProcess.Run(_folder.Path, null, arguments);

    private Process Start(params string[] arguments) => PmlProcess.Start(_folder.Path, null, arguments);
}
