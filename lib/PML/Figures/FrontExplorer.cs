using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using PML.Data;
using PML.Experiments;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Figures;

/// <summary>A front to walk along: a slider between two members, or a point in the triangle of three, moves a mark on the front and shows what the network there reaches and says.</summary>
/// <remarks>
/// One piece of HTML that needs neither a running kernel nor a network nor plotly.js. Between measured weightings it interpolates, and says so. Readers without scripts see the front,
/// its middle point and a table. Two or three members, as many as tasks.
/// </remarks>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html"])]
public sealed partial class FrontExplorer
{
    private readonly ExplorerContent _content;

    private FrontExplorer(ExplorerContent content) => _content = content;

    /// <summary>What it shows at the start, in words, for readers who cannot see it.</summary>
    public string Alt => _content.Alt;

    /// <summary>An explorer of a front that is measured now, in one pass over the data.</summary>
    /// <param name="model">The trained front: an ensemble, or a hypernetwork.</param>
    /// <param name="data">What it is measured on and the samples are from, e.g. the test split.</param>
    /// <param name="options">Metrics, their names, samples; null for accuracies.</param>
    /// <param name="name">The front in your C#, which the copied line repeats; filled in by the compiler.</param>
    /// <returns>The explorer.</returns>
    /// <exception cref="PmlException">The front has not two or three members, one for each task; the options do not fit.</exception>
    public static FrontExplorer Of(FrontModel model, TaskData data, FrontExplorerOptions? options = null, [CallerArgumentExpression(nameof(model))] string name = "ensemble")
    {
        options ??= new();
        CheckMembers(model);
        var meters = options.Meters ?? FrontEvaluation.AccuracyMeters(model);
        var alphas = Simplex.Lattice(model.Members, options.Divisions);
        var front = FrontEvaluation.Of(model, data, alphas, meters, options.SamplesAtOnce);
        (TaskAxis, int)[] named = [.. meters.SelectMany((meter, task) => meter.Metrics.Select(metric => (ExplorerMetric.AxisOf(metric.Name, metric.Direction), task)))];
        return Of(model, data, options, alphas, front.Points, named, "", name);
    }

    /// <summary>An explorer of a finished run, with the front that its record holds.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">What the run was measured on and the samples are from: the test split.</param>
    /// <param name="options">Names of metrics and classes, samples; meters and divisions are the run's own.</param>
    /// <param name="name">The run in your C#, which the copied line repeats; filled in by the compiler.</param>
    /// <returns>The explorer.</returns>
    /// <exception cref="PmlException">As for the other form.</exception>
    public static FrontExplorer Of(Run run, TaskData data, FrontExplorerOptions? options = null, [CallerArgumentExpression(nameof(run))] string name = "run")
    {
        options = (options ?? new()) with { Meters = null, Divisions = 10 };
        CheckMembers(run.Model);
        var alphas = Simplex.EvaluationGrid(run.Model.Members);
        var front = run.Record.Front;
        // A front's metrics are named after their tasks, and are there for both splits.
        string[] metrics = [.. run.Record.Metrics.Keys.Where(key => key.Contains('.', StringComparison.Ordinal) && run.Record.Metrics.ContainsKey($"valid.{key}"))];
        if (front.Count != alphas.Count || front.Any(point => point.Length != metrics.Length))
            throw new PmlException($"An explorer of a run needs a front of {alphas.Count} points with {metrics.Length} metrics; {run.Record} has {front.Count}{(front.Count > 0 ? $" with {front[0].Length}" : "")}. Explore run.Model, which is measured anew.");
        string[] tasks = [.. metrics.Select(metric => metric.Split('.')[0]).Distinct()];
        (TaskAxis, int)[] named = [.. metrics.Select(metric => (options.Axes is null ? ExplorerMetric.AxisOf(metric, null) : new TaskAxis(metric), Array.IndexOf(tasks, metric.Split('.')[0])))];
        return Of(run.Model, data, options, alphas, front, named, StandIn.Mark($"{run.Record.Method}, seed {run.Record.Seed}", [run.Record]), $"{name}.Model");
    }

    /// <summary>The explorer as HTML: a fragment with its own style and script, for any page.</summary>
    /// <returns>The same text for the same explorer.</returns>
    public string ToHtml() => ExplorerHtml.Fragment(_content);

    /// <summary>Writes the explorer as a page of its own.</summary>
    /// <param name="path">A file that ends in .html; an earlier one is replaced.</param>
    /// <exception cref="PmlException">The ending is another; the file cannot be written.</exception>
    public void Save(string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not ".html" and var other) throw new PmlException($"An explorer's file must end in .html; found '{other}' in {path}. For a picture save a FrontFigure.");
        AtomicFile.WriteText(path, ExplorerHtml.Page(_content));
    }

    /// <summary>What it shows, in words.</summary>
    /// <returns>The alternative text.</returns>
    public override string ToString() => Alt;

    private static FrontExplorer Of(FrontModel model, TaskData data, FrontExplorerOptions options, IReadOnlyList<double[]> alphas, IReadOnlyList<double[]> front, (TaskAxis Axis, int Task)[] named, string title, string name)
    {
        if (options.Axes is { } axes)
        {
            if (axes.Count != named.Length) throw new PmlException($"Axes must be one for each of the {named.Length} metrics; found {axes.Count}.");
            named = [.. named.Select((metric, at) => metric with { Axis = axes[at] })];
        }

        ExplorerMetric[] metrics = [.. named.Select((metric, at) => new ExplorerMetric(metric.Axis, metric.Task, [.. front.Select(point => metric.Axis.Show(point[at]))]))];
        if (metrics.FirstOrDefault(metric => !metric.Values.All(double.IsFinite)) is { } broken) throw new PmlException($"An explorer shows finite numbers; {broken.Axis.Title} is not finite somewhere on the front. Did the training diverge?");
        string[] tasks = [.. Enumerable.Range(0, model.Network.TaskCount).Select(task => metrics.First(metric => metric.Task == task).Axis.Title.Split(',')[0])];
        return new(new(title, White().Replace(name.Trim(), " "), options.Divisions, alphas, tasks, metrics, ExplorerSamples.Of(model, data, alphas, tasks, options)));
    }

    private static void CheckMembers(FrontModel model)
    {
        if (model.Members is not (2 or 3) || model.Network.TaskCount != model.Members)
            throw new PmlException($"An explorer walks along fronts of two or three members, one for each task; found {model.Members} members and {model.Network.TaskCount} tasks. {(model.Members == 1 ? "A method that trains one network has no front." : "Show the front with a ResultTable.")}");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    private sealed class Formatters
    {
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new TypeFormatter<FrontExplorer>("text/html", explorer => explorer.ToHtml()),
            new TypeFormatter<FrontExplorer>("text/plain", explorer => explorer.Alt),
        ];
    }
}
