using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>Stochastic gradient descent on one flat tensor, with PyTorch's momentum.</summary>
public sealed class Sgd : IOptimizer
{
    private readonly Tensor _weights, _velocity;
    private readonly double _momentum;

    /// <summary>Descent before its first step.</summary>
    /// <param name="weights">What it steps, in place; the caller's.</param>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="momentum">Share of the last direction that is kept, in [0, 1).</param>
    public Sgd(Tensor weights, double learningRate, double momentum = 0)
    {
        (_weights, _momentum) = (weights, Check.AtLeast(momentum, 0.0, nameof(momentum)));
        LearningRate = learningRate;
        _velocity = zeros(weights.shape, weights.dtype, weights.device).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public double LearningRate { get; set => field = Check.Positive(value); }

    /// <inheritdoc/>
    public long Steps { get; set; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> Buffers => new Dictionary<string, Tensor> { ["velocity"] = _velocity };

    /// <inheritdoc/>
    public void Step(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Steps++;
        _velocity.mul_(_momentum).add_(gradient);
        _weights.add_(_velocity, -LearningRate);
    }

    /// <inheritdoc/>
    public void Dispose() => _velocity.Dispose();
}
