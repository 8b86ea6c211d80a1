using System.Globalization;
using System.Text.Json.Nodes;
using PML.Support;

namespace PML.Figures;

/// <summary>All that an explorer shows: a measured front, and what its networks say of some samples.</summary>
/// <param name="Title">Which front; empty for none.</param>
/// <param name="Model">The front in the user's C#, e.g. "ensemble".</param>
/// <param name="Divisions">Steps from one member to another.</param>
/// <param name="Alphas">The measured weightings: all whose entries are multiples of a step.</param>
/// <param name="Tasks">The tasks' names.</param>
/// <param name="Metrics">The metrics, tasks in order.</param>
/// <param name="Samples">The samples.</param>
internal sealed record ExplorerContent(
    string Title, string Model, int Divisions, IReadOnlyList<double[]> Alphas, IReadOnlyList<string> Tasks, IReadOnlyList<ExplorerMetric> Metrics, ExplorerSamples Samples)
{
    /// <summary>Parts of a whole weight.</summary>
    internal const int Hundred = 100;

    /// <summary>m.</summary>
    internal int Members => Alphas[0].Length;

    /// <summary>Where the explorer starts: the measured weighting next to the centre.</summary>
    internal int Start { get; } = Middle(Alphas);

    /// <summary>The measured weighting of a member alone.</summary>
    internal int Corner(int member) => Enumerable.Range(0, Alphas.Count).First(w => Alphas[w][member] == 1);

    /// <summary>Each task's first metric: what the front is drawn in.</summary>
    internal IReadOnlyList<int> Drawn { get; } = [.. Enumerable.Range(0, Tasks.Count).Select(task => Enumerable.Range(0, Metrics.Count).First(at => Metrics[at].Task == task))];

    /// <summary>A weighting in hundredths.</summary>
    internal static int[] Counts(double[] alpha) => [.. alpha.Select(weight => (int)Math.Round(Hundred * weight))];

    /// <summary>A weighting as C# and readers write it: "0.63, 0.37".</summary>
    internal static string Written(double[] alpha) => string.Join(", ", alpha.Select(weight => Math.Round(weight, 2).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The C# that makes the network at a weighting.</summary>
    internal string Line(double[] alpha) => $"{Model}.At({Written(alpha)})";

    /// <summary>What a front's point says, in words.</summary>
    internal string Said(int weighting) => string.Join(", ", Metrics.Select(metric => $"{metric.Axis.Title} {metric.Text(metric.Values[weighting])}"));

    /// <summary>The explorer in words.</summary>
    internal string Alt => $"{(Title.Length > 0 ? Title + ": a" : "A")} front of {Members} members that one can walk along. At α = ({Written(Alphas[Start])}): {Said(Start)}. "
        + string.Join(" ", Enumerable.Range(0, Members).Select(member => $"Member {member + 1} alone: {Said(Corner(member))}."));

    /// <summary>As explorer.js reads it; safe inside a script element.</summary>
    internal string Json() => PlotlyJson.Text(new JsonObject
    {
        ["model"] = Model,
        ["divisions"] = Divisions,
        ["alphas"] = PlotlyJson.Node(Alphas),
        ["start"] = PlotlyJson.Node(Counts(Alphas[Start])),
        ["metrics"] = new JsonArray([.. Metrics.Select(metric => new JsonObject
        {
            ["title"] = metric.Axis.Title, ["suffix"] = metric.Axis.Suffix, ["points"] = metric.Points, ["digits"] = metric.Digits, ["task"] = metric.Task,
            ["maximize"] = metric.Axis.Direction == PML.Metrics.Direction.Maximize, ["values"] = PlotlyJson.Node(metric.Values),
        })]),
        ["tasks"] = new JsonArray([.. Samples.Tasks.Select(task => task.Json())]),
    });

    private static int Middle(IReadOnlyList<double[]> alphas) =>
        Enumerable.Range(0, alphas.Count).MinBy(w => alphas[w].Sum(weight => Math.Pow(weight - 1.0 / alphas[w].Length, 2)));
}
