namespace PML.Training;

/// <summary>A list of runs that one process or several complete together, through one results file.</summary>
internal static class SharedRuns
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>The record of every run.</summary>
    /// <param name="results">The results file; null makes every run here and keeps none.</param>
    /// <param name="setups">The runs.</param>
    /// <param name="make">Makes the run of a place in the list.</param>
    /// <param name="cancellationToken">Looked at between runs.</param>
    /// <returns>One record for each set-up, in order.</returns>
    internal static IReadOnlyList<RunRecord> Complete(string? results, IReadOnlyList<RunSetup> setups, Func<int, RunRecord> make, CancellationToken cancellationToken)
    {
        if (results is null) return [.. setups.Select((_, i) => make(i))];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = Found(results, setups);
            if (found.All(record => record is not null)) return found!;
            var missing = Enumerable.Range(0, setups.Count).Where(i => found[i] is null);
            // Where others are at all that is missing, wait for them: one may end without its record.
            if (!missing.Any(i => Make(results, setups[i], () => make(i)))) cancellationToken.WaitHandle.WaitOne(LookAgain);
        }
    }

    private static RunRecord?[] Found(string results, IReadOnlyList<RunSetup> setups)
    {
        var records = File.Exists(results) ? RunRecords.Load(results) : [];
        var newest = new Dictionary<RunSetup, RunRecord>();
        foreach (var record in records) newest[record.Setup] = record;
        return [.. setups.Select(setup => newest.GetValueOrDefault(setup))];
    }

    // False where another process is at it.
    private static bool Make(string results, RunSetup setup, Func<RunRecord> make)
    {
        using var claim = RunClaim.Take(results, setup);
        if (claim is null) return false;
        // Another process may have finished it since the file was read.
        if (Found(results, [setup])[0] is null) RunRecords.Append(results, make());
        return true;
    }
}
