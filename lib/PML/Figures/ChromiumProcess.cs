using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using PML.Support;

namespace PML.Figures;

/// <summary>Opens a page in a headless Chromium of its own and reads back what the page made of itself.</summary>
internal static class ChromiumProcess
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    /// <summary>Where Chromium lies: the file that <c>PML_CHROMIUM</c> names, else the first of the usual names on the PATH.</summary>
    /// <exception cref="PmlException">There is none.</exception>
    internal static string Find() => Find(Environment.GetEnvironmentVariable("PML_CHROMIUM"), Environment.GetEnvironmentVariable("PATH"));

    internal static string Find(string? named, string? path)
    {
        if (!string.IsNullOrEmpty(named))
            return File.Exists(named) ? named : throw new PmlException($"PML_CHROMIUM must name the Chromium program; found {named}, which is not there.");
        var folders = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + ending))).FirstOrDefault(File.Exists)
            ?? throw new PmlException("Pictures (.png, .svg) need Chromium, and none is on the PATH. Type `apt-get install chromium`, or set PML_CHROMIUM to the program; .html and .json files need none.");
    }

    /// <summary>The page's document after all its work.</summary>
    /// <exception cref="PmlException">Chromium does not start, fails or takes too long.</exception>
    internal static string DumpDom(string program, string page, TimeSpan limit, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("pml-chromium-");
        try
        {
            var file = Path.Combine(folder.FullName, "page.html");
            File.WriteAllText(file, page);
            return Run(program, Arguments(folder.FullName, file), limit, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"Chromium cannot be given its page in {folder.FullName}: {e.Message} Free some space there, or point TMPDIR elsewhere.", e);
        }
        finally
        {
            Delete(folder);
        }
    }

    private static IEnumerable<string> Arguments(string folder, string file)
    {
        // Chromium refuses its sandbox to root, as in most containers; the page is our own.
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess) yield return "--no-sandbox";
        foreach (var flag in (string[])["headless", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync", "disable-extensions", "disable-dev-shm-usage"])
            yield return "--" + flag;
        yield return $"--user-data-dir={Path.Combine(folder, "profile")}";
        // Virtual time stands still while the page works, so this ends waiting, not drawing.
        yield return "--virtual-time-budget=600000";
        yield return "--dump-dom";
        yield return new Uri(file).AbsoluteUri;
    }

    private static string Run(string program, IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellation)
    {
        using var process = Launch(program, arguments);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(limit);
        // The readers end when the process does: it is killed on the way out, so they need no token of their own.
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            Task.WaitAll([output, errors, process.WaitForExitAsync(CancellationToken.None)], stop.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new PmlException(string.Create(CultureInfo.InvariantCulture, $"Chromium ({program}) drew for more than {limit.TotalSeconds:0.#} seconds and was stopped. Try again, or fewer figures at once."));
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        if (process.ExitCode == 0) return output.Result;
        var lines = errors.Result.Trim().Split('\n');
        var reason = Array.Find(lines, line => line.Contains("FATAL", StringComparison.Ordinal)) ?? lines[^1];
        throw new PmlException($"Chromium ({program}) failed with exit code {process.ExitCode}: {reason} Run it by hand with --headless --dump-dom about:blank to see why, or set PML_CHROMIUM to another.");
    }

    private static Process Launch(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        }
        catch (Win32Exception e)
        {
            throw new PmlException($"Chromium ({program}) does not start: {e.Message} Set PML_CHROMIUM to another.", e);
        }
    }

    private static void Delete(DirectoryInfo folder)
    {
        // A killed Chromium's last children may write for a moment longer.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Thread.Sleep(100);
            }
        }
    }
}
