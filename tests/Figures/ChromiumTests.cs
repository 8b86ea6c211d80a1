using System.Diagnostics;
using PML.Figures;
using PML.Support;
using PML.Tests.Host;
using PML.Tests.Support;

namespace PML.Tests.Figures;

/// <summary>The browser behind the pictures: one for a whole run, and none after it.</summary>
public sealed class ChromiumTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ChromiumBrowser _browser = new();

    public void Dispose() => _browser.Dispose();

    [SkippableFact]
    public void TheSameBrowserServesAllAndOneThatCrashedIsReplaced()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        var first = _browser.Use(page => page.ProcessId, default);
        Assert.Equal(3, (int)_browser.Use(page => page.Evaluate("1 + 2", Minute, default), default)!);
        Assert.Equal(first, _browser.Use(page => page.ProcessId, default));
        using (var browser = Process.GetProcessById(first)) browser.Kill();
        Assert.Equal(3, (int)_browser.Use(page => page.Evaluate("1 + 2", Minute, default), default)!);
        var second = _browser.Use(page => page.ProcessId, default);
        Assert.NotEqual(first, second);
        _browser.End();
        Assert.False(IsRunning(second));
    }

    [SkippableFact]
    public void WorkThatBringsItDownTwiceIsRefused()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        var times = 0;
        var message = Assert.Throws<PmlException>(() => _browser.Use(page =>
        {
            times++;
            return page.Send("Browser.crash", [], Minute, default);
        }, default)).Message;
        Assert.Equal(2, times);
        Assert.Contains("crashed, and once more", message);
    }

    [SkippableFact]
    public void WorkThatTakesTooLongOrIsStoppedEndsTheBrowserAndTheNextGetsAnother()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        var first = _browser.Use(page => page.ProcessId, default);
        Assert.Contains("0.3 seconds", Assert.Throws<PmlException>(() => _browser.Use(page => page.Evaluate("for (;;) {}", TimeSpan.FromSeconds(0.3), default), default)).Message);
        Assert.False(IsRunning(first));
        using var stop = new CancellationTokenSource(200);
        Assert.ThrowsAny<OperationCanceledException>(() => _browser.Use(page => page.Evaluate("new Promise(() => {})", Minute, stop.Token), stop.Token));
        Assert.Equal(3, (int)_browser.Use(page => page.Evaluate("1 + 2", Minute, default), default)!);
    }

    [SkippableFact]
    public void AnErrorInThePageIsToldAndTheBrowserStays()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        var first = _browser.Use(page => page.ProcessId, default);
        Assert.Contains("no such thing", Assert.Throws<InvalidOperationException>(() => _browser.Use(page => page.Evaluate("throw new Error('no such thing')", Minute, default), default)).Message);
        Assert.Equal(first, _browser.Use(page => page.ProcessId, default));
    }

    [SkippableFact]
    public async Task AWholeRunStartsOneBrowserAndLeavesNone()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        Skip.If(OperatingSystem.IsWindows(), "The stand-in for Chromium is a shell script.");
        using var folder = new NotebookFolder();
        var log = folder.At("started");
        Dictionary<string, string> environment = new() { ["PML_CHROMIUM"] = Script(folder.At("counted"), $"echo $$ >> '{log}'\nexec '{ChromiumProcess.Find()}' \"$@\"") };
        const string Figure = "new PML.Figures.Figure { Height = 200 }.Add(PML.Figures.Trace.Scatter([1.0, 2], [1.0, 2], \"lines\", \"a\"))";
        var path = folder.Notebook("a.ipynb", $"#r \"{typeof(Figure).Assembly.Location}\"", $"var figure = {Figure};\nfigure.Save(\"a.png\");\nfigure.Save(\"a.pdf\");", "figure", $"{Figure}.Layout(\"title.text\", \"another\")");
        var run = await PmlProcess.Run(folder.Path, environment, "run", path, "--out", "out.ipynb", "--html", "out.html");
        Assert.Equal((0, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        var started = Assert.Single(File.ReadAllLines(log));
        Assert.False(IsRunning(int.Parse(started, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(2, File.ReadAllText(folder.At("out.ipynb")).Split("\"image/png\": \"").Length - 1);
    }

    [SkippableFact]
    public async Task ARunThatIsKilledTakesItsBrowserAlong()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        Skip.If(OperatingSystem.IsWindows(), "The stand-in for Chromium is a shell script.");
        using var folder = new NotebookFolder();
        var log = folder.At("started");
        Dictionary<string, string> environment = new() { ["PML_CHROMIUM"] = Script(folder.At("counted"), $"echo $$ >> '{log}'\nexec '{ChromiumProcess.Find()}' \"$@\"") };
        var path = folder.Notebook("a.ipynb", $"#r \"{typeof(Figure).Assembly.Location}\"", "new PML.Figures.Figure { Height = 200 }.Save(\"a.png\");\nConsole.WriteLine(\"saved\");\nSystem.Threading.Thread.Sleep(-1);");
        using var run = PmlProcess.Start(folder.Path, environment, "run", path);
        Assert.Equal("saved", await run.StandardOutput.ReadLineAsync());
        var browser = int.Parse(File.ReadAllText(log), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(IsRunning(browser));
        run.Kill();
        await run.WaitForExitAsync();
        // It ends by itself; a run of tests that never ends would say that it does not.
        while (IsRunning(browser)) await Task.Delay(50);
    }

    [SkippableFact]
    public void ABrowserThatFailsOrDoesNotStartIsNamed()
    {
        Skip.If(OperatingSystem.IsWindows(), "The stand-ins for Chromium are shell scripts.");
        using var folder = new Scratch();
        var failed = Assert.Throws<PmlException>(() => new ChromiumPage(Script(folder["fails"], "echo no display >&2; exit 3"), default)).Message;
        Assert.Contains("exit code 3", failed);
        Assert.Contains("no display", failed);
        File.WriteAllText(folder["none"], "no program");
        Assert.Contains("exit code 126", Assert.Throws<PmlException>(() => new ChromiumPage(folder["none"], default)).Message);
        using var stop = new CancellationTokenSource(200);
        var log = folder["log"];
        Assert.ThrowsAny<OperationCanceledException>(() => new ChromiumPage(Script(folder["waits"], $"echo $$ > '{log}'; exec sleep 600"), stop.Token));
        if (File.Exists(log)) Assert.False(IsRunning(int.Parse(File.ReadAllText(log), System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static string Script(string path, string lines)
    {
        File.WriteAllText(path, "#!/bin/sh\n" + lines);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    // A zombie still has its number.
    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
