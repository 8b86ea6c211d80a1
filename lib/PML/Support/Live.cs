using PML.Training;

namespace PML.Support;

/// <summary>What a notebook shows while it works.</summary>
public static class Live
{
    /// <summary>Shows how trainings go: for each run a bar, the loss of each task, the speed and the time left, and its growing front as a figure, updated where they stand.</summary>
    /// <returns>What to hand to a training. Several runs may report to it, one after the other or at once.</returns>
    /// <remarks>At most four updates a second. Outside a notebook it writes plain lines to the console, one every five seconds and one at a run's end.</remarks>
    public static IProgress<TrainProgress> Progress() => new LiveProgress(NotebookDisplay.Show, Console.Out, TimeProvider.System);

    /// <summary>Shows how a sweep goes: how many runs are done, those under way with their progress, those that failed with the reason.</summary>
    /// <returns>What to hand to <see cref="Sweeps.Sweep.Run"/>.</returns>
    /// <remarks>As <see cref="Progress"/>: in place in a notebook, plain lines elsewhere.</remarks>
    public static IProgress<Sweeps.SweepProgress> Sweep() => new Sweeps.LiveSweep(NotebookDisplay.Show, Console.Out, TimeProvider.System);
}
