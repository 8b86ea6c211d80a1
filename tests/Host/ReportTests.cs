using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using PML.Figures;

namespace PML.Tests.Host;

/// <summary>Many notebooks, one index: <c>run ... --report DIR</c>.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_notebook_that_fails_does_not_stop_the_others_and_the_index_tells_of_all()
    {
        string picture = $"\"{Convert.ToBase64String(Picture.Grey(new float[,] { { 0 } }).ToPng())}\".DisplayAs(\"image/png\");";
        string good = _folder.Notebook("good.ipynb", "# Good & new\n\nIt works. And more.", "[parameters]int n = 1;", picture, "n");
        string bad = _folder.Notebook("bad.ipynb", "# Bad", "throw new FormatException(\"broken & bent\");");
        string gone = _folder.Notebook("gone.ipynb", "Environment.Exit(7);");
        string last = _folder.Notebook("inner/good.ipynb", "# Last\n\nNo end", "[parameters]int n = 1;", "n + 1");
        var run = await PmlProcess.Run(_folder.Path, null, "run", good, bad, gone, last, "--report", "site");
        Assert.Equal(1, run.Code);
        Assert.Contains("2 of 4 notebooks ran to their end.", run.Error);
        string index = File.ReadAllText(_folder.At("site/index.html"));
        Assert.All((string[])["Good & new", "Bad", "gone", "Last"], title => Assert.Contains($">{WebUtility.HtmlEncode(title)}<", index));
        Assert.Contains("4 notebooks: 2 done, 2 failed.", index);
        Assert.Contains("<p>It works.</p>", index);
        Assert.Contains("<p>No end</p>", index);
        Assert.Contains("FormatException: broken &amp; bent", index);
        Assert.Contains("exit code 7", index);
        Assert.Single(Regex.Matches(index, "<img "));
        foreach (Match link in Regex.Matches(index, "href=\"([^\"]+)\"")) Assert.True(File.Exists(_folder.At("site/" + link.Groups[1].Value)), link.Value);
        Assert.Equal(["bad.html", "bad.ipynb", "gone.html", "gone.ipynb", "good-2.html", "good-2.ipynb", "good.html", "good.ipynb", "index.html"], Directory.GetFiles(_folder.At("site")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task When_all_run_the_exit_code_is_0_and_parameters_reach_each()
    {
        string a = _folder.Notebook("a.ipynb", "[parameters]int n = 1;", "n * 100"), b = _folder.Notebook("b.ipynb", "[parameters]int n = 2;", "n * 1000");
        var run = await PmlProcess.Run(_folder.Path, null, "run", a, b, "-p", "n=7", "--report", "site");
        Assert.Equal(0, run.Code);
        Assert.Equal("700\n7000\n", run.Output);
        Assert.Contains("2 notebooks: 2 done.", File.ReadAllText(_folder.At("site/index.html")));
    }

    [SkippableFact]
    public async Task An_interrupt_keeps_what_there_is_and_leaves_the_rest_out()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals for another process.");
        string slow = _folder.Notebook("slow.ipynb", "Console.WriteLine(\"started\");\nwhile (true) System.Threading.Thread.Sleep(10);"), next = _folder.Notebook("next.ipynb", "1");
        using var process = PmlProcess.Start(_folder.Path, null, "run", slow, next, "--report", "site");
        Assert.Equal("started", await process.StandardOutput.ReadLineAsync());
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("2 notebooks: 1 not run yet, 1 stopped.", File.ReadAllText(_folder.At("site/index.html")));
        Assert.Contains("started", File.ReadAllText(_folder.At("site/slow.html")));
    }
}
