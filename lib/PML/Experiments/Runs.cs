using System.Collections;
using PML.Training;

namespace PML.Experiments;

/// <summary>Finished runs, in the order of training.</summary>
/// <param name="runs">The runs; this list's from now on.</param>
public sealed class Runs(IReadOnlyList<Run> runs) : IReadOnlyList<Run>, IDisposable
{
    /// <summary>What each run reached.</summary>
    public IReadOnlyList<RunRecord> Records { get; } = [.. runs.Select(run => run.Record)];

    /// <summary>The records of results files. A line that is no record, of another schema, or repeated later is set aside and named, and the rest counts.</summary>
    /// <param name="patterns">Files, or patterns in their last part, e.g. "results/*.jsonl".</param>
    /// <returns>One record for each set-up (the last in the files' order, files sorted by name), and what was set aside.</returns>
    /// <exception cref="Support.PmlException">There is no such file, or it cannot be read.</exception>
    public static RecordSelection Load(params string[] patterns) => RecordLoading.Load(patterns);

    /// <inheritdoc/>
    public int Count => runs.Count;

    /// <inheritdoc/>
    public Run this[int index] => runs[index];

    /// <inheritdoc/>
    public IEnumerator<Run> GetEnumerator() => runs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var run in runs) run.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, runs);
}
