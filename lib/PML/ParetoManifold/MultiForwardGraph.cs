namespace PML.ParetoManifold;

/// <summary>Which weightings of a window are compared for a task: the graph under the multi-forward penalty.</summary>
/// <remarks>Source: the paper, Section 4.2 and Figs. 15 and 16. An edge runs from a smaller weight on the task to a larger: the task's loss should fall along it.</remarks>
public static class MultiForwardGraph
{
    /// <summary>The window's weightings from the smallest weight on a task to the largest; equal weights in the window's order.</summary>
    /// <param name="taskWeights">Each weighting's weight on each task, shape [W, T].</param>
    /// <param name="task">Which task, from 0.</param>
    /// <returns>Places in the window, shape [W].</returns>
    public static int[] Order(double[,] taskWeights, int task) => [.. Enumerable.Range(0, taskWeights.GetLength(0)).OrderBy(w => taskWeights[w, task])];

    /// <summary>The edges that count: neighbours in the order, so that each node has at most one outgoing edge.</summary>
    /// <param name="taskWeights">Shape [W, T].</param>
    /// <param name="task">Which task, from 0.</param>
    /// <returns>At most W - 1 edges. Between equal weights there is none: neither order would be the right one.</returns>
    public static IReadOnlyList<(int From, int To)> Edges(double[,] taskWeights, int task)
    {
        var order = Order(taskWeights, task);
        return [.. order.Zip(order.Skip(1)).Where(edge => taskWeights[edge.First, task] < taskWeights[edge.Second, task])];
    }

    /// <summary>The edges of the full graph: every two weightings with different weights on the task.</summary>
    /// <param name="taskWeights">Shape [W, T].</param>
    /// <param name="task">Which task, from 0.</param>
    /// <returns>At most W (W - 1) / 2 edges, those of <see cref="Edges"/> among them.</returns>
    public static IReadOnlyList<(int From, int To)> FullEdges(double[,] taskWeights, int task)
    {
        var nodes = Enumerable.Range(0, taskWeights.GetLength(0)).ToArray();
        return [.. from i in nodes from j in nodes where taskWeights[i, task] < taskWeights[j, task] select (i, j)];
    }
}
