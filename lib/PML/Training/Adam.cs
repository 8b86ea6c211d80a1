using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>Adam on one flat tensor: eight operators a step, however many layers the network has.</summary>
/// <remarks>Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015; PyTorch's defaults.</remarks>
public sealed class Adam : IOptimizer
{
    private readonly Tensor _weights, _mean, _square;
    private readonly double _beta1, _beta2, _epsilon;

    /// <summary>Adam before its first step.</summary>
    /// <param name="weights">What it steps, in place; the caller's.</param>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="beta1">Decay of the gradient's mean, in [0, 1).</param>
    /// <param name="beta2">Decay of the squared gradient's mean, in [0, 1).</param>
    /// <param name="epsilon">Added to the root.</param>
    public Adam(Tensor weights, double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        (_weights, _beta1, _beta2, _epsilon) = (weights, Check.InRange(beta1, 0, 0.999999, nameof(beta1)), Check.InRange(beta2, 0, 0.999999, nameof(beta2)), Check.Positive(epsilon, nameof(epsilon)));
        LearningRate = learningRate;
        _mean = zeros(weights.shape, weights.dtype, weights.device).DetachFromDisposeScope();
        _square = zeros(weights.shape, weights.dtype, weights.device).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public double LearningRate { get; set => field = Check.Positive(value); }

    /// <inheritdoc/>
    public long Steps { get; set; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> Buffers => new Dictionary<string, Tensor> { ["mean"] = _mean, ["square"] = _square };

    /// <inheritdoc/>
    public void Step(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Steps++;
        _mean.mul_(_beta1).add_(gradient, 1 - _beta1);
        _square.mul_(_beta2).addcmul_(gradient, gradient, 1 - _beta2);
        var root = _square.sqrt().div_(Math.Sqrt(1 - Math.Pow(_beta2, Steps))).add_(_epsilon);
        _weights.addcdiv_(_mean, root, -LearningRate / (1 - Math.Pow(_beta1, Steps)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mean.Dispose();
        _square.Dispose();
    }
}
