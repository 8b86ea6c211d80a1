using PML.Training;

namespace PML.Sweeps;

/// <summary>The finished runs of a results file, read again whenever it has grown.</summary>
/// <remarks>A line that is no run record, such as one that a crash cut short, is left alone: its run has no record and is made.</remarks>
/// <param name="path">The file; it need not exist.</param>
internal sealed class SweepResults(string path)
{
    private long _length = -1;

    /// <summary>The newest record of each identity.</summary>
    internal IReadOnlyDictionary<string, RunRecord> Records { get; private set; } = new Dictionary<string, RunRecord>();

    /// <summary>How many lines are no run records.</summary>
    internal int Unreadable { get; private set; }

    /// <summary>Reads the file where it has changed.</summary>
    /// <returns>This.</returns>
    /// <exception cref="Support.PmlException">The file cannot be read.</exception>
    internal SweepResults Read()
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == _length) return this;
        try
        {
            using var stream = FileLock.Read(path);
            _length = stream.Length;
            var records = new Dictionary<string, RunRecord>();
            Unreadable = 0;
            foreach (var record in RunRecords.Readable(stream))
                if (record is null) Unreadable++;
                else records[record.Identity] = record;
            Records = records;
            return this;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Support.PmlException($"Cannot read the results file {path}: {e.Message}", e);
        }
    }
}
