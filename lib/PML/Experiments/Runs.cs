using System.Collections;
using PML.Training;

namespace PML.Experiments;

/// <summary>Finished runs, in the order of training.</summary>
/// <param name="runs">The runs; this list's from now on.</param>
public sealed class Runs(IReadOnlyList<Run> runs) : IReadOnlyList<Run>, IDisposable
{
    /// <summary>What each run reached.</summary>
    public IReadOnlyList<RunRecord> Records { get; } = [.. runs.Select(run => run.Record)];

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
