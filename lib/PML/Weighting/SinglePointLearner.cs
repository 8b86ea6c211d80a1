using PML.ParetoManifold;
using PML.Objectives;
using PML.Training;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>One network under a weighting method: the same loop as an ensemble's, with W = 1 and m = 1.</summary>
/// <param name="weighting">Picks the coefficients.</param>
/// <param name="objective">The vector loss; the caller's.</param>
/// <param name="seed">Root seed of the first weights.</param>
/// <param name="device">Where the weights live.</param>
internal sealed class SinglePointLearner(IWeighting weighting, IVectorObjective objective, long seed, Device device) : ILearner
{
    public Tensor Theta { get; } = Ensemble.NewTheta(objective, 1, seed, device);

    public double[] State { get; set; } = [];

    public LearningStep Step(Batch batch, Random random)
    {
        var evaluation = objective.Evaluate(Theta, batch);
        var coefficients = weighting.Coefficients(evaluation, objective.TaskCount);
        var row = new double[1, coefficients.Length];
        for (var t = 0; t < coefficients.Length; t++) row[0, t] = coefficients[t];
        return new LearningStep(evaluation.Gradient(row), evaluation);
    }

    public void Dispose() => Theta.Dispose();
}
