using System.Globalization;
using PML.Objectives;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>Finds a loss or a gradient that is no number before the optimizer lets it into the weights.</summary>
/// <param name="objective">What is minimised.</param>
internal sealed class FiniteCheck(IVectorObjective objective)
{
    /// <summary>What is wrong with a step, e.g. "the loss of task 2 is no longer a finite number"; null where all is well.</summary>
    /// <remarks>Two small reductions and a read; on a GPU it waits for the device.</remarks>
    internal string? Complaint(LearningStep step, Batch batch)
    {
        var losses = step.Evaluation.Losses;
        var bad = Tasks(t => Enumerable.Range(0, losses.GetLength(0)).All(w => double.IsFinite(losses[w, t])));
        if (bad.Length > 0) return $"the loss of {Named(bad)} is no longer a finite number: ({string.Join(", ", Tasks(_ => false).Select(t => Text(losses[0, t])))})";
        if (step.Gradient.isfinite().all().item<bool>()) return null;
        bad = TasksWithoutGradient(step.Thetas, batch);
        return bad.Length > 0
            ? $"the gradient of {Named(bad)} is no longer a finite number"
            : "each task's gradient is finite, but the method's combination of them is no longer a finite number";
    }

    // The step's own graph is spent; what it was made from is still there.
    private int[] TasksWithoutGradient(Tensor thetas, Batch batch)
    {
        var gradients = objective.Evaluate(thetas, batch).TaskGradients();
        return Tasks(t => gradients[t].isfinite().all().item<bool>());
    }

    private int[] Tasks(Func<int, bool> isFine) => [.. Enumerable.Range(0, objective.TaskCount).Where(t => !isFine(t))];

    private static string Named(int[] tasks) => (tasks.Length == 1 ? "task " : "tasks ") + string.Join(", ", tasks.Select(t => t + 1));

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
