namespace PML.ParetoManifold;

/// <summary>The multi-forward regularisation R of the paper's Eq. 3, and its gradient by the losses.</summary>
/// <remarks>
/// Source: the paper, Section 4.2 and Algorithm 1, lines 10 and 11. For each task the W weightings are ordered by their
/// weight on it, and neighbours in that order make the graph's W - 1 edges (one outgoing edge a node).
/// Differs from it: Eq. 3 as printed charges for the desired order; <see cref="PenaltyOrder"/> chooses.
/// </remarks>
public static class MultiForwardPenalty
{
    /// <summary>R and dR/dL.</summary>
    /// <param name="taskWeights">Each window's weight on each task, shape [W, T].</param>
    /// <param name="losses">L_t(alpha_w), shape [W, T].</param>
    /// <param name="order">Which orders are charged for.</param>
    /// <returns>R (0 for W = 1, or when no edge is charged) and its gradient, shape [W, T].</returns>
    public static (double Value, double[,] Gradient) Of(double[,] taskWeights, double[,] losses, PenaltyOrder order)
    {
        int windows = losses.GetLength(0), tasks = losses.GetLength(1);
        var gradient = new double[windows, tasks];
        double value = 0;
        for (var t = 0; t < tasks && windows > 1; t++)
        {
            // Edges run from the smaller weight (i) to the larger (j): the loss should fall along them.
            var path = MultiForwardGraph.Order(taskWeights, t);
            var rises = new double[windows - 1];
            for (var e = 0; e < rises.Length; e++)
            {
                var rise = losses[path[e + 1], t] - losses[path[e], t];
                // Between equal weights there is no edge: neither order would be the right one.
                if (taskWeights[path[e], t] == taskWeights[path[e + 1], t]) continue;
                rises[e] = Math.Max(0, order == PenaltyOrder.Wrong ? rise : -rise);
            }

            // log((1/|E|) sum exp(rise)), shifted by the largest rise so that exp never overflows.
            var largest = rises.Max();
            var sum = rises.Sum(rise => Math.Exp(rise - largest));
            value += largest + Math.Log(sum / rises.Length);
            for (var e = 0; e < rises.Length; e++)
            {
                if (rises[e] == 0) continue;
                var share = Math.Exp(rises[e] - largest) / sum * (order == PenaltyOrder.Wrong ? 1 : -1);
                gradient[path[e + 1], t] += share;
                gradient[path[e], t] -= share;
            }
        }

        return (value, gradient);
    }
}
