using System.Globalization;
using PML.Objectives;
using PML.Support;

namespace PML.Experiments;

/// <summary>One training of the illustrative example: where it started, how it went, and what it found.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Objective">What was minimised.</param>
/// <param name="Start">Each member's place in <see cref="IllustrativeExample.InitialPoints"/>; one for a method of one network.</param>
/// <param name="Steps">The optimizer steps before each record, rising from 0; the last record is the end.</param>
/// <param name="Thetas">At each record the members (theta1, theta2), shape [m, 2].</param>
public sealed record IllustrativeRun(string Method, IllustrativeExample Objective, IReadOnlyList<int> Start, IReadOnlyList<int> Steps, IReadOnlyList<double[,]> Thetas)
{
    /// <summary>Below it a run has found the front: see <see cref="Gap"/>.</summary>
    public const double FoundBelow = 0.1;

    private const int FrontPoints = 101, SubspacePoints = 1001;
    private readonly Lazy<double> _gap = new(() => Farthest(Objective.ParetoFront(FrontPoints), Reached(Objective, Thetas[^1], SubspacePoints), Objective));
    private readonly Lazy<double> _distance = new(() => Farthest(Reached(Objective, Thetas[^1], Start.Count), Objective.ParetoFront(SubspacePoints), Objective));

    /// <summary>m.</summary>
    public int Members => Start.Count;

    /// <summary>
    /// How much of the analytic Pareto front the final subspace misses: the distance from it of the front point that is farthest away, each
    /// loss measured in units of the front's extent. 0 where it covers the front, about 1 where it misses an end, no matter what it holds beyond.
    /// </summary>
    public double Gap => _gap.Value;

    /// <summary>Whether the run found the whole front: a <see cref="Gap"/> below <see cref="FoundBelow"/>.</summary>
    public bool FoundFront => Gap < FoundBelow;

    /// <summary>How far the member that is farther from it ended from the front, in the same units as <see cref="Gap"/>.</summary>
    public double Distance => _distance.Value;

    /// <summary>The initial points, e.g. "(9, 9) and (9, -1)".</summary>
    public string From => string.Join(" and ", Start.Select(place => $"({string.Join(", ", IllustrativeExample.InitialPoints[place].Select(v => v.ToString(CultureInfo.InvariantCulture)))})"));

    /// <summary>A member's losses at each record.</summary>
    /// <param name="member">Which, from 0.</param>
    /// <returns>Pairs of losses.</returns>
    public IReadOnlyList<double[]> Trajectory(int member) => [.. Thetas.Select(theta => Objective.Losses(theta[member, 0], theta[member, 1]))];

    /// <summary>Points of the segment between two members.</summary>
    /// <param name="record">At which record.</param>
    /// <param name="count">How many points, at least 2, at even weightings from (1, 0) to (0, 1).</param>
    /// <returns>Pairs (theta1, theta2); the one member's, as often, where there is one.</returns>
    public IReadOnlyList<double[]> Subspace(Index record, int count) => Segment(Thetas[record], Check.AtLeast(count, 2));

    /// <summary>The losses on the segment between two members.</summary>
    /// <param name="record">At which record.</param>
    /// <param name="count">As for <see cref="Subspace"/>.</param>
    /// <returns>Pairs of losses.</returns>
    public IReadOnlyList<double[]> SubspaceLosses(Index record, int count) => [.. Subspace(record, count).Select(theta => Objective.Losses(theta[0], theta[1]))];

    /// <summary>Method, initial points and what was found.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Method} from {From}: gap {Gap:0.000}");

    private static double[][] Segment(double[,] theta, int count)
    {
        var last = theta.GetLength(0) - 1;
        return [.. Enumerable.Range(0, count).Select(i => (double)i / Math.Max(1, count - 1))
            .Select(b => (double[])[(1 - b) * theta[0, 0] + b * theta[last, 0], (1 - b) * theta[0, 1] + b * theta[last, 1]])];
    }

    private static IReadOnlyList<double[]> Reached(IllustrativeExample objective, double[,] theta, int count) =>
        [.. Segment(theta, count).Select(point => objective.Losses(point[0], point[1]))];

    // The point that is farthest from the others, in units of the front's extent.
    private static double Farthest(IReadOnlyList<double[]> points, IReadOnlyList<double[]> others, IllustrativeExample objective)
    {
        var front = objective.ParetoFront(2);
        double width = front[1][0] - front[0][0], height = front[0][1] - front[1][1];
        return points.Max(p => others.Min(o => Math.Sqrt(Math.Pow((o[0] - p[0]) / width, 2) + Math.Pow((o[1] - p[1]) / height, 2))));
    }
}
