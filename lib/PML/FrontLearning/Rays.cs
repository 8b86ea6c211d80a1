using PML.ParetoManifold;
using PML.Support;

namespace PML.FrontLearning;

/// <summary>Sets of rays (preferences of sum 1): those that methods are tested on, and those that they are trained on.</summary>
public static class Rays
{
    private const double FromTheAxes = 0.1, EvenFrom = 0.01, Speed = 5, LeastConcentration = 0.001;

    /// <summary>The rays that the authors of COSMOS and of Pareto hypernetworks test on, and the paper's released code with them.</summary>
    /// <param name="tasks">T, 2 or 3.</param>
    /// <returns>
    /// T = 2: 11 rays at even angles from 0.1 to pi/2 - 0.1, from (0.909, 0.091) to (0.091, 0.909), so never a corner.
    /// T = 3: 66 rays, those points of a Fibonacci sphere of 528 that have no negative entry.
    /// </returns>
    /// <exception cref="PmlException">T is neither.</exception>
    /// <remarks>Source: the released code of both methods, "circle points"; each is divided by its sum.</remarks>
    public static IReadOnlyList<double[]> OfTheAuthors(int tasks) => tasks switch
    {
        2 => [.. Even(11, FromTheAxes, Math.PI / 2 - FromTheAxes).Select(angle => Shares([Math.Cos(angle), Math.Sin(angle)]))],
        3 => Fibonacci(66),
        _ => throw new PmlException($"The authors' rays are for 2 or 3 tasks; found {tasks}. Use Simplex.EvaluationGrid."),
    };

    /// <summary>The rays of one step.</summary>
    /// <param name="sampling">How.</param>
    /// <param name="tasks">T.</param>
    /// <param name="window">W.</param>
    /// <param name="concentration">p.</param>
    /// <param name="progress">t, the part of the training that is done, in [0, 1).</param>
    /// <param name="random">Where draws come from.</param>
    /// <returns>Shape [W, T].</returns>
    internal static double[,] Draw(RaySampling sampling, int tasks, int window, double concentration, double progress, Random random)
    {
        if (sampling == RaySampling.Annealing) return Matrix(Spread(tasks, window, progress));
        var p = sampling == RaySampling.Dirichlet ? concentration : concentration * (1 - progress) + LeastConcentration;
        return Dirichlet(tasks, window, p, random);
    }

    /// <summary>W draws from Dir(p).</summary>
    /// <param name="tasks">T.</param>
    /// <param name="window">W.</param>
    /// <param name="concentration">p, of every task.</param>
    /// <param name="random">Where draws come from.</param>
    /// <returns>Shape [W, T].</returns>
    internal static double[,] Dirichlet(int tasks, int window, double concentration, Random random)
    {
        double[] p = [.. Enumerable.Repeat(concentration, tasks)];
        return Matrix([.. Enumerable.Range(0, window).Select(_ => Simplex.Dirichlet(p, random))]);
    }

    /// <summary>The even set at a time of the training.</summary>
    /// <param name="tasks">T.</param>
    /// <param name="window">W. More than 2 tasks: at most so many, the finest lattice that has no more points.</param>
    /// <param name="progress">t: 0 has every ray at the centre, 1 has most of them near a corner.</param>
    /// <returns>The rays.</returns>
    /// <exception cref="PmlException">W is below T.</exception>
    internal static IReadOnlyList<double[]> Spread(int tasks, int window, double progress)
    {
        if (window < tasks) throw new PmlException($"An even set needs a Window of at least {tasks} rays, one a task; found {window}. Raise it, or draw from a Dirichlet distribution.");
        IReadOnlyList<double[]> even = tasks == 2
            ? [.. Even(window, EvenFrom, 1 - EvenFrom).Select(share => (double[])[share, 1 - share])]
            : Simplex.Lattice(tasks, Divisions(tasks, window));
        return [.. even.Select(ray => Shares([.. ray.Select(share => Math.Pow(share, Speed * progress))]))];
    }

    // The most steps along an edge for which the lattice has no more points: (d + T - 1 over T - 1).
    private static int Divisions(int tasks, int window)
    {
        var divisions = 1;
        while (Points(divisions + 1) <= window) divisions++;
        return divisions;

        double Points(int d) => Enumerable.Range(1, tasks - 1).Aggregate(1.0, (product, k) => product * (d + k) / k);
    }

    private static IReadOnlyList<double[]> Fibonacci(int rays)
    {
        var points = new List<double[]>();
        var (count, turn) = (8 * rays, Math.PI * (3 - Math.Sqrt(5))); // an eighth of a sphere has no negative entry
        for (var i = 0; i < count; i++)
        {
            var y = 1 - 2.0 * i / (count - 1);
            var radius = Math.Sqrt(Math.Max(0, 1 - y * y));
            double[] point = [Math.Cos(turn * i) * radius, y, Math.Sin(turn * i) * radius];
            if (point.All(entry => entry >= 0)) points.Add(Shares(point));
        }

        return points;
    }

    private static IEnumerable<double> Even(int count, double from, double to) => Enumerable.Range(0, count).Select(i => from + (to - from) * i / (count - 1));

    private static double[] Shares(double[] entries)
    {
        var sum = entries.Sum();
        return [.. entries.Select(entry => entry / sum)];
    }

    private static double[,] Matrix(IReadOnlyList<double[]> rays) => Support.Matrix.Of(rays.Count, rays[0].Length, (w, t) => rays[w][t]);
}
