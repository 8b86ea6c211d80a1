using PML.Objectives;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.ParetoManifold;

/// <summary>L_t(theta) = |theta - c_t|^2 without a network: the optimum at task weights w is sum w_t c_t, linear in w, so PML's members must end at the c's.</summary>
internal sealed class QuadraticObjective(double[,] targets, long sharedCount = 0) : IVectorObjective
{
    public int TaskCount => targets.GetLength(0);

    public long ParameterCount => targets.GetLength(1);

    public long SharedCount => sharedCount;

    public float[] Initialize(Random random) => [.. Enumerable.Range(0, (int)ParameterCount).Select(_ => (float)(4 * random.NextDouble() - 2))];

    public IEvaluation Evaluate(Tensor thetas, Batch batch) => new Evaluation(thetas, Tensors.ToTensor(targets, thetas));

    private sealed class Evaluation(Tensor thetas, Tensor targets) : IEvaluation
    {
        private Tensor Differences => thetas.unsqueeze(1).sub(targets.unsqueeze(0)); // [W, T, N]

        public double[,] Losses => Tensors.ToArray2D(Differences.square().sum(2));

        public IReadOnlyList<Tensor> TaskGradients() => [.. Enumerable.Range(0, (int)targets.shape[0]).Select(t => Differences.select(1, t).mul(2))];

        public Tensor Gradient(double[,] coefficients) => Tensors.ToTensor(coefficients, thetas).unsqueeze(2).mul(Differences).sum(1).mul(2);
    }
}
