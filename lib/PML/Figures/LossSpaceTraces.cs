using PML.Experiments;

namespace PML.Figures;

/// <summary>The series that figures of the illustrative example share, in the plane of its two losses.</summary>
internal static class LossSpaceTraces
{
    private const int FrontPoints = 61, SubspacePoints = 41;

    /// <summary>The first and the second member's colour: blue and red, told apart by colour-blind readers.</summary>
    internal static readonly string[] MemberColors = ["#0072B2", "#D55E00"];

    private const string FrontColor = "#8FD0F5";

    /// <summary>The analytic Pareto front, a wide line in light blue.</summary>
    internal static Trace Front(IllustrativeRun run, string? name) => Line(run.Objective.ParetoFront(FrontPoints), name).Set("line.color", FrontColor).Set("line.width", 6);

    /// <summary>The losses on the segment between two members, a dashed line.</summary>
    internal static Trace Subspace(IllustrativeRun run, Index record, string? name) =>
        Line(run.SubspaceLosses(record, SubspacePoints), name).Set("line.dash", "4px,2px").Set("line.color", "#222222").Set("line.width", 2);

    /// <summary>A line through points.</summary>
    internal static Trace Line(IEnumerable<double[]> points, string? name) => Of(points, "lines", name).Set("hoverinfo", "skip").Set("line.simplify", false);

    /// <summary>Marks at points.</summary>
    internal static Trace Marks(IEnumerable<double[]> points, string symbol, string color, double size, string? name) =>
        Of(points, "markers", name).Set("marker.symbol", symbol).Set("marker.color", color).Set("marker.size", size);

    /// <summary>A member's end, a cross in its colour.</summary>
    internal static Trace End(IllustrativeRun run, int member, double size) =>
        Marks([run.Trajectory(member)[^1]], "x", run.Members == 1 ? "black" : MemberColors[member], size, null).Set("marker.line.color", run.Members == 1 ? "white" : "black").Set("marker.line.width", 1);

    /// <summary>All that the axes of a figure must span.</summary>
    internal static IEnumerable<double[]> Extent(IEnumerable<IllustrativeRun> runs) =>
        runs.SelectMany(run => Enumerable.Range(0, run.Members).SelectMany(run.Trajectory).Concat(run.Objective.ParetoFront(FrontPoints)));

    /// <summary>The axes' titles.</summary>
    internal static (string X, string Y) Titles => ("Loss of task 1", "Loss of task 2");

    // Four decimals are finer than a pixel, and halve the text of a figure.
    private static Trace Of(IEnumerable<double[]> points, string mode, string? name)
    {
        double[][] all = [.. points];
        return Trace.Scatter(all.Select(p => Math.Round(p[0], 4)), all.Select(p => Math.Round(p[1], 4)), mode, name);
    }
}
