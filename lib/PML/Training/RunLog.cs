namespace PML.Training;

/// <summary>Tells of the runs that a notebook made, or took from its results files: what a report of it lists.</summary>
internal static class RunLog
{
    /// <summary>Raised for each run, from the thread that has it; a run may come more than once.</summary>
    internal static event Action<RunRecord>? Noted;

    internal static void Note(RunRecord record) => Noted?.Invoke(record);
}
