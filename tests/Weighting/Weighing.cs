using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>Calls a method as the learner does: with what it says it needs, and no more.</summary>
internal static class Weighing
{
    /// <summary>Whether the losses and scalar products of one batch are all that a method looks at; one that needs more has tests of its own.</summary>
    internal static bool NeedsOneBatch(WeightingMethod method) => (method.Needs & ~(WeightingNeeds.Losses | WeightingNeeds.Gram | WeightingNeeds.LossesAfter)) == 0;

    internal static Coefficients Step(WeightingMethod method, double[,] gram, double[] losses, double[] state, Random random) => method.Weigh(new WeightingInput(
        losses.Length,
        method.Needs.HasFlag(WeightingNeeds.Losses) ? losses : null,
        method.Needs.HasFlag(WeightingNeeds.Gram) ? gram : null,
        state, random,
        // As where there is no second batch.
        method.Needs.HasFlag(WeightingNeeds.CrossGram) ? gram : null));

    internal static Coefficients First(WeightingMethod method, double[,] gram, double[]? losses = null, int seed = 0) =>
        Step(method, gram, losses ?? Ones(gram.GetLength(0)), method.NewState(gram.GetLength(0)), new Random(seed));

    internal static double[] Ones(int tasks) => [.. Enumerable.Repeat(1.0, tasks)];

    /// <summary>What a method gives at each of some steps, while the losses fall, each task's at a rate of its own.</summary>
    internal static Coefficients[] Steps(WeightingMethod method, double[,] gram, double[] losses, int steps, int seed = 0)
    {
        var state = method.NewState(losses.Length);
        var found = new Coefficients[steps];
        for (var step = 0; step < steps; step++)
        {
            found[step] = Step(method, gram, losses, state, new Random(seed + step));
            losses = [.. losses.Select((loss, t) => loss * (0.9 - 0.3 / (1 + Math.Sqrt(gram[t, t]))))];
            if (method.Needs.HasFlag(WeightingNeeds.LossesAfter)) method.Observe(losses, state);
        }

        return found;
    }
}
