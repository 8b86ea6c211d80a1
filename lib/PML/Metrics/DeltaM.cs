using PML.Support;

namespace PML.Metrics;

/// <summary>Delta-m: by how much a multi-task method is worse than single-task learning, in per cent, averaged over metrics. Lower is better.</summary>
/// <remarks>
/// Source: K. Maninis, I. Radosavovic, I. Kokkinos, "Attentive single-tasking of multiple tasks", 2019, with the sign
/// that later papers print (Nash-MTL, 2022; FAMO, 2023): a negative value is a gain over the reference, a positive one a loss.
/// Every metric counts the same; a task with two metrics counts twice. Differs from them: the difference is divided by the
/// reference's absolute value, so that a metric below zero, e.g. a negated loss, keeps its direction.
/// </remarks>
public static class DeltaM
{
    /// <summary>Delta-m where all metrics have the same direction.</summary>
    /// <param name="metrics">The method's metrics, shape [K], in any units.</param>
    /// <param name="reference">The single-task references, shape [K], in the same units.</param>
    /// <param name="direction">Which way every metric is better.</param>
    /// <returns>Per cent; below 0 where the method is better on average.</returns>
    /// <exception cref="PmlException">As for the other form.</exception>
    public static double Of(IReadOnlyList<double> metrics, IReadOnlyList<double> reference, Direction direction) =>
        Of(metrics, reference, ObjectiveSpace.Same(direction, reference.Count));

    /// <summary>Delta-m where each metric has its own direction.</summary>
    /// <param name="metrics">The method's metrics, shape [K], in any units.</param>
    /// <param name="reference">The single-task references, shape [K], in the same units; none is 0.</param>
    /// <param name="directions">Shape [K]: which way each metric is better.</param>
    /// <returns>Per cent: the mean over k of 100 (-1)^(k is maximised) (M_k - B_k) / |B_k|.</returns>
    /// <exception cref="PmlException">There are no metrics, the lengths differ, a number is not finite, or a reference is 0.</exception>
    public static double Of(IReadOnlyList<double> metrics, IReadOnlyList<double> reference, IReadOnlyList<Direction> directions)
    {
        if (metrics.Count == 0 || metrics.Count != reference.Count || metrics.Count != directions.Count)
            throw new PmlException($"Delta-m needs at least one metric, and a reference and a direction for each; found {metrics.Count} metrics, {reference.Count} references and {directions.Count} directions.");
        double sum = 0;
        for (var k = 0; k < metrics.Count; k++)
        {
            if (!double.IsFinite(metrics[k]) || !double.IsFinite(reference[k]) || reference[k] == 0)
                throw new PmlException($"Delta-m compares finite metrics with references other than 0; metric {k + 1} is {new Numbers([metrics[k]])} and its reference {new Numbers([reference[k]])}. Leave it out, or take another metric.");
            var worse = directions[k] == Direction.Maximize ? reference[k] - metrics[k] : metrics[k] - reference[k];
            sum += worse / Math.Abs(reference[k]);
        }

        return 100 * sum / metrics.Count;
    }
}
