namespace PML.FrontLearning;

/// <summary>The weights of exact Pareto optimal search (EPO): they lead to the point of the front where r_t L_t is the same for all tasks.</summary>
/// <remarks>
/// Source: D. Mahapatra, V. Rajan, "Multi-task learning with user preferences: gradient descent with controlled ascent in Pareto optimization", ICML 2020, as Pareto hypernetworks' released code has it.
/// With l = r L / sum(r L) and mu = KL(l | uniform), a_t = r_t (log(T l_t) - mu) is the direction in loss space that makes l even. Where l is uneven, the weights go most along it without
/// raising the largest r_t L_t, or a loss that the direction itself would lower; where it is even, they lower the sum of losses most without raising one. Both are linear programs, here solved exactly. Where one has no solution the ray
/// itself weighs, as in that code; so too where losses are not above 0.
/// </remarks>
internal static class ExactParetoOptimal
{
    private const double Even = 1e-4;

    /// <summary>The weights.</summary>
    /// <param name="losses">L, shape [T].</param>
    /// <param name="ray">r, on the simplex, shape [T].</param>
    /// <param name="gram">C, the Gram matrix of the tasks' gradients, shape [T, T].</param>
    /// <returns>w on the simplex, shape [T].</returns>
    internal static double[] Weights(double[] losses, double[] ray, double[,] gram)
    {
        var tasks = losses.Length;
        var scaled = losses.Zip(ray, (loss, r) => loss * r).ToArray(); // r L
        var (sum, size) = (scaled.Sum(), Enumerable.Range(0, tasks).Max(t => gram[t, t]));
        if (!(sum > 0) || scaled.Any(value => value < 0) || !(size > 0) || !double.IsFinite(size)) return ray;
        var shares = scaled.Select(value => value / sum).ToArray(); // l
        var mu = shares.Sum(share => share > double.Epsilon ? share * Math.Log(share * tasks) : 0);
        // A ray of 0 at a task: r log r goes to 0.
        var a = ray.Zip(shares, (r, share) => share > double.Epsilon ? r * (Math.Log(share * tasks) - mu) : 0).ToArray();
        // The programs do not change with C's scale; their tolerance does.
        var c = Support.Matrix.Of(tasks, tasks, (i, j) => gram[i, j] / size);
        var along = Times(c, a); // C a
        return (mu > Even ? Balance(c, along, scaled) : Descend(c, along)) ?? ray;
    }

    private static double[]? Balance(double[,] c, double[] along, double[] scaled)
    {
        var largest = scaled.Max();
        var rises = along.Any(value => value > 0);
        var bounds = along.Select((value, t) => !rises || scaled[t] == largest ? 0 : value > 0 ? double.NegativeInfinity : value).ToArray();
        return SimplexProgram.Maximize(along, [.. along.Select((_, t) => (Row(c, t), bounds[t])).Where(constraint => double.IsFinite(constraint.Item2))]);
    }

    private static double[]? Descend(double[,] c, double[] along)
    {
        var tasks = along.Length;
        double[] sums = [.. Enumerable.Range(0, tasks).Select(j => Enumerable.Range(0, tasks).Sum(i => c[i, j]))];
        return SimplexProgram.Maximize(sums, [(along, Math.Min(along.Max(), 0)), .. Enumerable.Range(0, tasks).Select(t => (Row(c, t), 0.0))]);
    }

    private static double[] Times(double[,] c, double[] a) => [.. a.Select((_, t) => Row(c, t).Zip(a, (x, y) => x * y).Sum())];

    private static double[] Row(double[,] c, int row) => [.. Enumerable.Range(0, c.GetLength(1)).Select(j => c[row, j])];
}
