namespace PML.Training;

/// <summary>The mark of what was made from generated data in place of a real set's: whatever shows records puts it into its title.</summary>
internal static class StandIn
{
    /// <summary>The mark, e.g. "stand-in data: synth-faces"; empty where no run has such data.</summary>
    internal static string Of(IEnumerable<RunRecord> runs)
    {
        string[] names = [.. runs.Where(run => run.Data.IsStandIn).Select(run => run.Data.Name).Distinct()];
        return names.Length == 0 ? "" : $"stand-in data: {string.Join(", ", names)}";
    }

    /// <summary>A title with the mark behind it.</summary>
    internal static string Mark(string title, IEnumerable<RunRecord> runs) => Of(runs) is { Length: > 0 } mark ? $"{title} [{mark}]".TrimStart() : title;
}
