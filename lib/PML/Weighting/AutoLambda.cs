using PML.Objectives;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>Auto-lambda: task weights that are trained to make the next step good for all tasks on other samples.</summary>
/// <remarks>
/// Source: S. Liu et al., "Auto-Lambda: disentangling dynamic task relationships", TMLR 2022, with all tasks primary. A virtual
/// step theta' = theta - r sum_t lambda_t grad L_t(theta); the weights lambda descend sum_t L_t(theta') on a second batch; then
/// the network steps with the new weights, which may be of any sign. Where we differ: the source finds the slope of that sum by
/// lambda_t with central differences of the losses, which takes two more forward passes; it is -r g_t' d exactly, with g_t the
/// task's gradient at theta and d the gradient of the sum at theta', so T scalar products do. A step costs two forward and T + 1
/// backward passes.
/// The second batch is of the training split in another order, as in the paper's released code; where the objective has no
/// data, it is the batch itself. Running statistics of batch normalisation follow the first batch alone.
/// </remarks>
public sealed record AutoLambda : IMethod
{
    /// <inheritdoc/>
    public string Name { get; init; } = "Auto-lambda";

    /// <summary>Every task's weight before the first step; above 0. Default 0.1.</summary>
    public double InitialWeight { get; init => field = Check.Positive(value); } = 0.1;

    /// <summary>Adam's learning rate for the task weights; above 0. Default 1e-4.</summary>
    public double MetaRate { get; init => field = Check.Positive(value); } = 1e-4;

    /// <summary>r, the length of the virtual step; above 0. Default 1e-3, the networks' learning rate in the experiments.</summary>
    /// <remarks>
    /// The source takes the networks' present rate. It matters little: it scales the slopes by lambda, which Adam divides out
    /// again, and moves theta' by a thousandth of a gradient.
    /// </remarks>
    public double VirtualRate { get; init => field = Check.Positive(value); } = 1e-3;

    /// <inheritdoc/>
    public ILearner Start(IVectorObjective objective, long seed, Device device) => new AutoLambdaLearner(this, objective, seed, device);

    /// <inheritdoc/>
    public double LearningRate(double rate, int tasks) => rate;
}
