using System.Text;
using PML.Support;

namespace PML.Training;

/// <summary>Results files: one run record a line (.jsonl).</summary>
public static class RunRecords
{
    private const long LargestFile = 256L << 20;

    /// <summary>Adds a record at the end of a results file.</summary>
    /// <param name="path">The file; it and its folder are made where missing.</param>
    /// <param name="record">The finished run.</param>
    /// <exception cref="PmlException">The file cannot be written (its earlier lines are kept as they were), or another process holds it for half a minute.</exception>
    /// <remarks>The whole line goes out in one write under a lock, so processes may share a file. A line cut short by a crash is closed first, so that it does not spoil this one.</remarks>
    public static void Append(string path, RunRecord record) => Append(path, record, once: false);

    /// <summary>Adds a record as <see cref="Append(string, RunRecord)"/> does, unless the file holds one of its identity already.</summary>
    internal static void AppendOnce(string path, RunRecord record) => Append(path, record, once: true);

    private static void Append(string path, RunRecord record, bool once)
    {
        var line = Encoding.UTF8.GetBytes(record.ToJson() + "\n");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = FileLock.Append(path);
            var length = file.Length;
            if (once && Readable(file).Any(other => other?.Identity == record.Identity)) return;
            try
            {
                file.Write(EndsInLine(file) ? line : [(byte)'\n', .. line]);
                file.Flush(flushToDisk: true);
            }
            catch
            {
                file.SetLength(length);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"Cannot add {record} to {path}: {e.Message} Its earlier lines are unchanged; free some space or choose another file.", e);
        }
    }

    /// <summary>Says so where runs were made on different engines: their numbers differ by as much as a seed's on small data.</summary>
    /// <returns>A sentence with the count of each engine; null where there is one engine.</returns>
    internal static string? Mixture(IReadOnlyCollection<RunRecord> records) =>
        records.GroupBy(record => record.Engine).OrderBy(runs => runs.Key, StringComparer.Ordinal).ToArray() is { Length: > 1 } engines
            ? $"These {records.Count} runs come from different engines, so their numbers are not quite comparable: "
                + string.Join("; ", engines.Select(runs => $"{runs.Count()} from {runs.Key}")) + "."
            : null;

    /// <summary>Makes sure, before a long training, that its record can be added to a file.</summary>
    /// <param name="path">The file; it and its folder are made where missing.</param>
    /// <exception cref="PmlException">The file cannot be written.</exception>
    public static void CheckWritable(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            FileLock.Append(path).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"Cannot write the results file {path}: {e.Message} Choose another file, or mend the folder's permissions.", e);
        }
    }

    /// <summary>The records of one results file, or of several.</summary>
    /// <param name="path">A file, or a pattern in its last part, e.g. "results/*.jsonl".</param>
    /// <returns>The records in the files' order, files sorted by name; blank lines are skipped.</returns>
    /// <exception cref="PmlException">There is no such file, or a line is no run record; the message names file and line.</exception>
    public static IReadOnlyList<RunRecord> Load(string path) => [.. Lines(path).Select(Record)];

    /// <summary>The lines of results files that are not blank, numbered from 1.</summary>
    /// <exception cref="PmlException">There is no such file, or it cannot be read.</exception>
    internal static IEnumerable<(string File, int Number, string Text)> Lines(string path) =>
        Files(path).SelectMany(file => Text(file).Select((text, i) => (file, i + 1, text)).Where(line => !string.IsNullOrWhiteSpace(line.text)));

    /// <summary>The newest record of a set-up.</summary>
    /// <param name="path">A results file or pattern; it need not exist.</param>
    /// <param name="setup">What the run must have been.</param>
    /// <returns>The last such record, or null.</returns>
    /// <exception cref="PmlException">A line is no run record.</exception>
    public static RunRecord? Find(string path, RunSetup setup) => HasFiles(path) ? Load(path).LastOrDefault(record => record.Setup == setup) : null;

    /// <summary>One record for each set-up: the last where a run was repeated.</summary>
    /// <param name="records">Records, oldest first.</param>
    /// <returns>The newest of each set-up, in the order of their first appearance.</returns>
    public static IReadOnlyList<RunRecord> Newest(IEnumerable<RunRecord> records) => [.. records.GroupBy(record => record.Setup).Select(runs => runs.Last())];

    /// <summary>The records of an open results file, from its start; null for a line that is no run record.</summary>
    internal static IEnumerable<RunRecord?> Readable(FileStream file)
    {
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        while (reader.ReadLine() is { } line)
            if (!string.IsNullOrWhiteSpace(line)) yield return Try(line);

        static RunRecord? Try(string line)
        {
            try
            {
                return RunRecordJson.Read(line);
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }

    private static bool EndsInLine(FileStream file)
    {
        if (file.Length == 0) return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }

    private static bool IsPattern(string path) => Path.GetFileName(path).AsSpan().IndexOfAny('*', '?') >= 0;

    private static bool HasFiles(string path) => IsPattern(path) ? Matching(path).Length > 0 : File.Exists(path);

    private static string[] Files(string path)
    {
        if (!IsPattern(path)) return [path];
        var files = Matching(path);
        if (files.Length == 0) throw new PmlException($"No results file matches {path}. Run the experiment first, or check the pattern.");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static string[] Matching(string pattern)
    {
        var folder = Path.GetDirectoryName(pattern) is { Length: > 0 } named ? named : ".";
        return Directory.Exists(folder) ? Directory.GetFiles(folder, Path.GetFileName(pattern)) : [];
    }

    private static RunRecord Record((string File, int Number, string Text) line)
    {
        try
        {
            return RunRecordJson.Read(line.Text);
        }
        catch (FormatException e)
        {
            throw new PmlException($"{line.File}, line {line.Number} is no run record: {e.Message}. Mend or delete that line; the others are unharmed.", e);
        }
    }

    private static string[] Text(string path)
    {
        try
        {
            using var file = FileLock.Read(path);
            if (file.Length > LargestFile) throw new PmlException($"{path} has {file.Length >> 20} MiB; a results file may have at most {LargestFile >> 20}. Is it another file?");
            using var reader = new StreamReader(file, Encoding.UTF8);
            return reader.ReadToEnd().Split('\n');
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PmlException($"There is no results file {path}. Run the experiment first, or check the name.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"Cannot read the results file {path}: {e.Message}", e);
        }
    }
}
