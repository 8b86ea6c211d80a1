using PML.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Weighting;

/// <summary>An objective in double precision, which counts its passes and may call more of the weights shared.</summary>
/// <param name="inner">The objective.</param>
/// <param name="sharedCount">S where it is another.</param>
internal sealed class DoubleObjective(IVectorObjective inner, long? sharedCount = null) : IVectorObjective
{
    public int TaskCount => inner.TaskCount;

    public long ParameterCount => inner.ParameterCount;

    public long SharedCount => sharedCount ?? inner.SharedCount;

    internal int Forwards { get; private set; }

    internal int Backwards { get; private set; }

    public float[] Initialize(Random random) => inner.Initialize(random);

    public IEvaluation Evaluate(Tensor thetas, Batch batch)
    {
        Forwards++;
        return new Evaluation(this, inner.Evaluate(thetas.to(float64), batch));
    }

    private sealed class Evaluation(DoubleObjective owner, IEvaluation inner) : IEvaluation
    {
        public double[,] Losses => inner.Losses;

        public IReadOnlyList<Tensor> TaskGradients()
        {
            owner.Backwards += owner.TaskCount;
            return inner.TaskGradients();
        }

        public Tensor Gradient(double[,] coefficients)
        {
            owner.Backwards++;
            return inner.Gradient(coefficients);
        }
    }
}
