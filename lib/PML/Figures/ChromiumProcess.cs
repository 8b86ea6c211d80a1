using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using PML.Support;

namespace PML.Figures;

/// <summary>A headless Chromium with a profile of its own, and the two pipes that steer it.</summary>
/// <remarks>Pipes rather than a port: no other user of the machine can reach them, and Chromium ends by itself when this process does, however it ends.</remarks>
internal sealed class ChromiumProcess : IDisposable
{
    private const int ErrorsKept = 4000;
    private static readonly TimeSpan OrderlyEnd = TimeSpan.FromSeconds(5);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    private readonly StringBuilder _errors = new();
    private readonly ManualResetEventSlim _errorsRead = new();
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <exception cref="PmlException">The program does not start, or its profile cannot be made.</exception>
    internal ChromiumProcess(string program)
    {
        Program = program;
        try
        {
            _folder = Directory.CreateTempSubdirectory("pml-chromium-");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"Chromium's profile cannot be made in {Path.GetTempPath()}: {e.Message} Free some space there, or point TMPDIR elsewhere.", e);
        }

        try
        {
            (_process, Input, Output) = OperatingSystem.IsWindows() ? StartByHandles(program) : StartByShell(program);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            Delete(_folder);
            throw new PmlException($"Chromium ({program}) does not start: {e.Message} Set PML_CHROMIUM to another.", e);
        }

        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>The program's file.</summary>
    internal string Program { get; }

    /// <summary>The number the system gives it.</summary>
    internal int Id => _process.Id;

    /// <summary>Where commands go.</summary>
    internal Stream Input { get; }

    /// <summary>Where answers come from.</summary>
    internal Stream Output { get; }

    /// <summary>Where Chromium lies: the file that <c>PML_CHROMIUM</c> names, else the first of the usual names on the PATH.</summary>
    /// <exception cref="PmlException">There is none.</exception>
    internal static string Find() => Find(Environment.GetEnvironmentVariable("PML_CHROMIUM"), Environment.GetEnvironmentVariable("PATH"));

    internal static string Find(string? named, string? path)
    {
        if (!string.IsNullOrEmpty(named))
            return File.Exists(named) ? Path.GetFullPath(named) : throw new PmlException($"PML_CHROMIUM must name the Chromium program; found {named}, which is not there.");
        var folders = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + ending))).FirstOrDefault(File.Exists)
            ?? throw new PmlException("Pictures (.png, .svg, .pdf) need Chromium, and none is on the PATH. Type `apt-get install chromium`, or set PML_CHROMIUM to the program; .html and .json files need none.");
    }

    /// <summary>Why it ended by itself, in its own words.</summary>
    internal string Reason()
    {
        if (!_process.WaitForExit(OrderlyEnd)) return "it closed its pipe";
        _errorsRead.Wait(OrderlyEnd);
        lock (_errors)
        {
            var lines = _errors.ToString().Trim().Split('\n');
            return $"exit code {_process.ExitCode}. {Array.Find(lines, line => line.Contains("FATAL", StringComparison.Ordinal)) ?? lines[^1]}".Trim();
        }
    }

    /// <summary>Ends it, with all processes it started, and takes its profile away.</summary>
    public void Dispose()
    {
        // Told by its closed pipe, it ends its children itself and leaves no zombie.
        Close(Input);
        if (!_process.WaitForExit(OrderlyEnd))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(OrderlyEnd);
        }

        Close(Output);
        _process.Dispose();
        Delete(_folder);
    }

    // Chromium wants its pipes as descriptors 3 and 4; the shell hands it our ends of standard input and output as those.
    private (Process, Stream, Stream) StartByShell(string program)
    {
        var process = Launch("/bin/sh", ["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >&2", program, .. Arguments()], own: true);
        return (process, process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
    }

    private (Process, Stream, Stream) StartByHandles(string program)
    {
        var input = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        var process = Launch(program, [$"--remote-debugging-io-pipes={input.GetClientHandleAsString()},{output.GetClientHandleAsString()}", .. Arguments()], own: false);
        input.DisposeLocalCopyOfClientHandle();
        output.DisposeLocalCopyOfClientHandle();
        return (process, input, output);
    }

    private static Process Launch(string program, IEnumerable<string> arguments, bool own) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = own, RedirectStandardOutput = own, RedirectStandardError = true, CreateNoWindow = true,
    })!;

    private IEnumerable<string> Arguments()
    {
        // Chromium refuses its sandbox to root, as in most containers; the page is our own.
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess) yield return "--no-sandbox";
        foreach (var flag in (string[])["headless", "remote-debugging-pipe", "disable-gpu", "disable-quic", "no-first-run", "no-default-browser-check", "disable-background-networking", "disable-component-update",
            "disable-sync", "disable-extensions", "disable-dev-shm-usage", "hide-scrollbars", "mute-audio", "password-store=basic", "force-color-profile=srgb", "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"])
            yield return "--" + flag;
        yield return $"--user-data-dir={Path.Combine(_folder.FullName, "profile")}";
        yield return "about:blank";
    }

    private void Keep(string? line)
    {
        if (line is null) _errorsRead.Set();
        lock (_errors)
        {
            if (line is not null) _errors.Append(line).Append('\n');
            if (_errors.Length > ErrorsKept) _errors.Remove(0, _errors.Length - ErrorsKept);
        }
    }

    private static void Close(Stream pipe)
    {
        try
        {
            pipe.Dispose();
        }
        catch (IOException)
        {
            // What it had not read yet it will not read.
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
