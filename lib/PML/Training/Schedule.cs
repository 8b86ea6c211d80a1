using PML.Support;

namespace PML.Training;

/// <summary>The learning rate's factor in each epoch.</summary>
public sealed record Schedule
{
    private Schedule(int every, Numbers milestones, double factor) => (Every, Milestones, Factor) = (every, milestones, factor);

    /// <summary>Epochs between two drops; 0 where the drops are at <see cref="Milestones"/>.</summary>
    public int Every { get; }

    /// <summary>The epochs of the drops.</summary>
    public Numbers Milestones { get; }

    /// <summary>What each drop multiplies the rate by, in (0, 1].</summary>
    public double Factor { get; }

    /// <summary>The same rate throughout.</summary>
    public static Schedule Constant { get; } = new(0, [], 1);

    /// <summary>A drop every so many epochs.</summary>
    /// <param name="epochs">At least 1.</param>
    /// <param name="factor">What each drop multiplies by, in (0, 1].</param>
    /// <returns>The schedule.</returns>
    public static Schedule Step(int epochs, double factor) => new(Check.AtLeast(epochs, 1), [], Check.InRange(Check.Positive(factor), 0, 1));

    /// <summary>Drops at given epochs.</summary>
    /// <param name="epochs">After how many epochs each drop comes.</param>
    /// <param name="factor">What each drop multiplies by, in (0, 1].</param>
    /// <returns>The schedule.</returns>
    public static Schedule MultiStep(IEnumerable<int> epochs, double factor) =>
        new(0, new Numbers(epochs.Select(e => (double)Check.AtLeast(e, 1))), Check.InRange(Check.Positive(factor), 0, 1));

    /// <summary>The factor in an epoch.</summary>
    /// <param name="epoch">From 0.</param>
    /// <returns>What the first rate is multiplied by.</returns>
    public double FactorAt(int epoch) => Math.Pow(Factor, Every > 0 ? epoch / Every : Milestones.Count(m => epoch >= m));
}
