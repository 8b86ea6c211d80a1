namespace PML.Objectives;

/// <summary>What methods do with an objective's running statistics.</summary>
internal static class RunningStatistics
{
    /// <summary>Looks at another batch, and puts the running statistics back as they were: they follow the step's own batch alone.</summary>
    /// <param name="objective">What is evaluated.</param>
    /// <param name="look">Evaluates it, and takes the gradients.</param>
    /// <returns>What was seen.</returns>
    internal static T KeepingStatistics<T>(this IVectorObjective objective, Func<T> look)
    {
        using var kept = objective.Statistics?.clone();
        var seen = look();
        if (kept is not null) objective.Statistics!.copy_(kept);
        return seen;
    }
}
