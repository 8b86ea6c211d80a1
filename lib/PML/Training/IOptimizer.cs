using static TorchSharp.torch;

namespace PML.Training;

/// <summary>Turns gradients into steps of one flat tensor.</summary>
public interface IOptimizer : IDisposable
{
    /// <summary>The learning rate of the next step; above 0.</summary>
    double LearningRate { get; set; }

    /// <summary>Descends.</summary>
    /// <param name="gradient">Same shape as the weights.</param>
    void Step(Tensor gradient);

    /// <summary>What a restart needs, by name; the optimizer's own tensors.</summary>
    IReadOnlyDictionary<string, Tensor> Buffers { get; }

    /// <summary>How many steps were taken; set when a run starts again.</summary>
    long Steps { get; set; }
}
