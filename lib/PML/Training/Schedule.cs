using PML.Support;

namespace PML.Training;

/// <summary>The learning rate's factor in each epoch.</summary>
public sealed record Schedule
{
    /// <summary>Epochs between two drops; 0 where the drops are at <see cref="Milestones"/>.</summary>
    public int Every { get; init => field = Check.AtLeast(value, 0); }

    /// <summary>After how many epochs each drop comes, where they do not come evenly.</summary>
    public Numbers Milestones { get; init; } = [];

    /// <summary>What each drop multiplies the rate by, in (0, 1].</summary>
    public double Factor { get; init => field = Check.InRange(Check.Positive(value), 0, 1); } = 1;

    /// <summary>The same rate throughout.</summary>
    public static Schedule Constant { get; } = new();

    /// <summary>A drop every so many epochs.</summary>
    /// <param name="epochs">At least 1.</param>
    /// <param name="factor">What each drop multiplies by, in (0, 1].</param>
    /// <returns>The schedule.</returns>
    public static Schedule Step(int epochs, double factor) => new() { Every = Check.AtLeast(epochs, 1, nameof(epochs)), Factor = factor };

    /// <summary>Drops at given epochs.</summary>
    /// <param name="epochs">After how many epochs each drop comes, at least 1.</param>
    /// <param name="factor">What each drop multiplies by, in (0, 1].</param>
    /// <returns>The schedule.</returns>
    public static Schedule MultiStep(IEnumerable<int> epochs, double factor) =>
        new() { Milestones = new Numbers(epochs.Select(epoch => (double)Check.AtLeast(epoch, 1, nameof(epochs)))), Factor = factor };

    /// <summary>The factor in an epoch.</summary>
    /// <param name="epoch">From 0.</param>
    /// <returns>What the first rate is multiplied by.</returns>
    public double FactorAt(int epoch) => Math.Pow(Factor, Every > 0 ? epoch / Every : Milestones.Count(milestone => epoch >= milestone));
}
