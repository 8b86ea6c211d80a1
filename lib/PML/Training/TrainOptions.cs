using PML.Support;

namespace PML.Training;

/// <summary>How long and how fast to train.</summary>
public sealed record TrainOptions
{
    /// <summary>Passes over the training data; at least 1.</summary>
    public int Epochs { get; init => field = Check.AtLeast(value, 1); } = 10;

    /// <summary>Samples a batch; at least 1. The last batch of an epoch may be smaller.</summary>
    public int BatchSize { get; init => field = Check.AtLeast(value, 1); } = 256;

    /// <summary>The experiment's learning rate, which a method may scale; above 0.</summary>
    public double LearningRate { get; init => field = Check.Positive(value); } = 1e-3;

    /// <summary>Which optimizer.</summary>
    public OptimizerKind Optimizer { get; init; }

    /// <summary>Momentum of <see cref="OptimizerKind.Sgd"/>, in [0, 1); Adam has none.</summary>
    public double Momentum { get; init => field = value < 1 ? Check.AtLeast(value, 0.0) : throw new PmlException($"Momentum must be below 1; found {value}."); }

    /// <summary>The learning rate's factor in each epoch.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>Root seed of the run.</summary>
    public long Seed { get; init; }

    /// <summary>Where the run's checkpoint is kept, or null for none. A run whose checkpoint is there goes on from it.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Seconds between two checkpoints; above 0.</summary>
    public double CheckpointSeconds { get; init => field = Check.Positive(value); } = 30;
}
