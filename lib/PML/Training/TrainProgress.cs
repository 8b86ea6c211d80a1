namespace PML.Training;

/// <summary>Where a training stands; reported at most ten times a second.</summary>
/// <param name="Run">Which run this is, e.g. "PML, seed 0".</param>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">How many epochs the run has.</param>
/// <param name="Step">Steps done so far over all epochs.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="Losses">Mean of each task's loss over the step's weightings, shape [T].</param>
/// <param name="Elapsed">Time since this run's first step.</param>
public sealed record TrainProgress(string Run, int Epoch, int Epochs, long Step, long Steps, IReadOnlyList<double> Losses, TimeSpan Elapsed)
{
    /// <summary>Steps a second so far.</summary>
    public double StepsPerSecond { get; init; }

    /// <summary>
    /// The front as it was measured last, on a few samples of the validation split: each task's loss at each weighting of a coarse grid. Null before the
    /// first measurement, and where nothing is measured. It is measured as often as a hundredth of the training's time allows.
    /// </summary>
    public IReadOnlyList<double[]>? Front { get; init; }

    /// <summary>An estimate of the time to the run's end.</summary>
    public TimeSpan Remaining => StepsPerSecond > 0 ? TimeSpan.FromSeconds((Steps - Step) / StepsPerSecond) : TimeSpan.Zero;

    /// <summary>One line, with a bar, the loss of each task, the speed and the time left.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => new Support.ProgressView(this).ToString();
}
