using PML.Training;

namespace PML.Support;

/// <summary>What a notebook shows while it works.</summary>
public static class Live
{
    /// <summary>Shows how trainings go: one line a run, with a bar, the loss of each task, the speed and the time left, updated where it stands.</summary>
    /// <returns>What to hand to a training. Several runs may report to it, one after the other or at once.</returns>
    /// <remarks>At most four updates a second. Outside a notebook it writes plain lines to the console, one every five seconds and one at a run's end.</remarks>
    public static IProgress<TrainProgress> Progress() => new LiveProgress(NotebookDisplay.Show, Console.Out, TimeProvider.System);
}
