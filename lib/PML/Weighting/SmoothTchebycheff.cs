using PML.Support;

namespace PML.Weighting;

/// <summary>Smooth Tchebycheff scalarization (STCH): a smooth maximum of the weighted losses, which reaches every Pareto optimum.</summary>
/// <remarks>Source: X. Lin et al., "Smooth Tchebycheff scalarization for multi-objective optimization", 2024, Eq. 8: mu log sum_t exp(lambda_t (L_t - z_t) / mu).</remarks>
public sealed record SmoothTchebycheff() : WeightingMethod("STCH")
{
    /// <summary>mu, how smooth: near 0 the worst loss alone counts; above 0. Default 0.1.</summary>
    public double Mu { get; init => field = Check.Positive(value); } = 0.1;

    /// <summary>lambda, the preference for each task, each above 0. Default none: 1/T each.</summary>
    public Numbers? Preference
    {
        get;
        init => field = value is null || value.All(w => w > 0 && double.IsFinite(w)) ? value
            : throw new PmlException($"Preference must hold numbers above 0 only; found {value}.");
    }

    /// <summary>z, the best that each loss could be. Default none: 0 each, right for losses that cannot be negative.</summary>
    public Numbers? Ideal { get; init; }

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Losses;

    /// <inheritdoc/>
    /// <exception cref="PmlException"><see cref="Preference"/> or <see cref="Ideal"/> has another length than T.</exception>
    public override Coefficients Weigh(WeightingInput input)
    {
        var (preference, ideal) = (OneEach(Preference, nameof(Preference), input.Tasks, 1.0 / input.Tasks), OneEach(Ideal, nameof(Ideal), input.Tasks, 0));
        var losses = input.Losses;
        var shares = Softmax.Of([.. losses.Select((loss, t) => preference[t] * (loss - ideal[t]) / Mu)]);
        return shares.Select((share, t) => share * preference[t]).ToArray();
    }

    private static double[] OneEach(Numbers? numbers, string name, int tasks, double otherwise) =>
        numbers is null ? [.. Enumerable.Repeat(otherwise, tasks)]
        : numbers.Count == tasks ? [.. numbers]
        : throw new PmlException($"{name} must hold one number for each of the {tasks} tasks; found {numbers.Count}.");
}
