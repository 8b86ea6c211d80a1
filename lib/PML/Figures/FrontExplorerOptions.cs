using PML.Metrics;
using PML.Support;
using PML.Training;

namespace PML.Figures;

/// <summary>What a <see cref="FrontExplorer"/> measures and shows.</summary>
public sealed record FrontExplorerOptions
{
    /// <summary>How each task is measured, in order; null for the accuracy of classifications. An explorer of a run shows the run's own metrics instead.</summary>
    public IReadOnlyList<ITaskMeter>? Meters { get; init; }

    /// <summary>How each metric is shown, in the meters' order; null to name them as the meters do, shares in per cent.</summary>
    public IReadOnlyList<TaskAxis>? Axes { get; init; }

    /// <summary>The names of each task's classes, by number; null, or null for a task, to show numbers.</summary>
    public IReadOnlyList<IReadOnlyList<string>?>? Classes { get; init; }

    /// <summary>How many samples are shown with what the network says of them, 0 to 16; of tasks that give maps fewer, since each weighting has a picture of its own.</summary>
    public int Samples { get; init => field = Check.InRange(value, 0, 16); } = 16;

    /// <summary>Which samples: places in the data; null draws them at random.</summary>
    public IReadOnlyList<long>? Places { get; init; }

    /// <summary>Seed of the drawing.</summary>
    public long Seed { get; init; }

    /// <summary>Steps from one member to another at which the front is measured: 10 is the evaluation grid, of 11 points for two members and of 66 for three. 4, 5, 10, 20 or 25.</summary>
    public int Divisions
    {
        get;
        init => field = value is 4 or 5 or 10 or 20 or 25 ? value : throw new PmlException($"Divisions must be 4, 5, 10, 20 or 25, so that the points are whole hundredths; found {value}.");
    } = 10;

    /// <summary>How many samples are evaluated at once, at least 1: fewer take less memory.</summary>
    public int SamplesAtOnce { get; init => field = Check.AtLeast(value, 1); } = FrontEvaluation.SamplesAtOnce;
}
