using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>A network under <see cref="GradDrop"/>.</summary>
/// <param name="options">The method.</param>
/// <param name="objective">The vector loss; the caller's.</param>
/// <param name="seed">Root seed of the first weights.</param>
/// <param name="device">Where the weights live.</param>
internal sealed class GradDropLearner(GradDrop options, IVectorObjective objective, long seed, Device device) : ILearner
{
    public Tensor Theta { get; } = Ensemble.NewTheta(objective, 1, seed, device);

    public double[] State { get; set; } = [];

    public LearningStep Step(Batch batch, Random random)
    {
        var evaluation = objective.Evaluate(Theta, batch);
        var gradients = evaluation.TaskGradients();
        var (tasks, shared) = (objective.TaskCount, objective.SharedCount);
        var scale = options.Reduction == GradDropReduction.Mean ? 1.0 / tasks : 1;

        // A task's own weights have nobody to disagree with: they get the gradient of the same mean, or sum, of the losses.
        var scales = Matrix.Of(1, tasks, (_, _) => scale);
        var gradient = TaskGradients.Sum(gradients, scales, scales, shared);
        Tensor[] parts = [.. gradients.Select(g => g.narrow(1, 0, shared))];
        gradient.narrow(1, 0, shared).copy_(Drop(parts, options.Leak, Uniform(shared, random).to(Theta.device)).mul(scale));
        return new LearningStep(gradient, evaluation, Theta);
    }

    public void Dispose() => Theta.Dispose();

    /// <summary>The sum of what is kept of the gradients.</summary>
    /// <param name="gradients">T tensors of shape [1, S].</param>
    /// <param name="leak">What is never dropped of each, or null for nothing.</param>
    /// <param name="uniform">U in [0, 1), shape [1, S].</param>
    /// <returns>Shape [1, S].</returns>
    internal static Tensor Drop(IReadOnlyList<Tensor> gradients, Numbers? leak, Tensor uniform)
    {
        Tensor up = zeros_like(gradients[0]), down = zeros_like(up), keptUp = zeros_like(up), keptDown = zeros_like(up), leaked = zeros_like(up);
        for (var t = 0; t < gradients.Count; t++)
        {
            var (dropped, positive) = (1 - (leak?[t] ?? 0), gradients[t].relu());
            var negative = gradients[t].sub(positive);
            up.add_(positive);
            down.add_(negative);
            keptUp.add_(positive, dropped);
            keptDown.add_(negative, dropped);
            leaked.add_(gradients[t], 1 - dropped);
        }

        // P > U without the division, so that a weight without any gradient makes no 0/0: P = up / (up + |down|).
        var total = up.sub(down);
        var kept = keptUp.where(uniform.mul(total).lt(up), keptDown);
        // total - total is 0, but NaN where a gradient is infinite: such a one must not be dropped unseen.
        return kept.add(leaked).add(total.sub(total));
    }

    // Numbers that a float holds exactly; rounding would make 1 of some, which drops where all signs agree.
    private static Tensor Uniform(long count, Random random)
    {
        const int Values = 1 << 24;
        var draws = new float[count];
        for (var i = 0; i < draws.Length; i++) draws[i] = random.Next(Values) * (1f / Values);
        return tensor(draws, [1, count], float32);
    }
}
