using System.Globalization;
using PML.Support;
using PML.Training;

namespace PML.Figures;

/// <summary>How alike the members become over the training: the cosine similarity of their weights, a line for each run.</summary>
/// <remarks>Source: the paper, Fig. 25 (b) and (d). A method has a hue and a seed a shade, as in <see cref="FrontFigure"/>; with more than two members each pair has a dash.</remarks>
public static class CosineFigure
{
    private const string Prefix = "cosine.";
    private static readonly string[] Dashes = ["solid", "8px,4px", "2px,3px", "10px,3px,2px,3px"];

    /// <summary>The figure of some runs.</summary>
    /// <param name="groups">Runs that kept their <see cref="RunRecord.Curves"/>; their methods' names are what the legend says.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are no runs, or one has no cosine similarities.</exception>
    public static Figure Of(params IEnumerable<RunRecord>[] groups)
    {
        RunRecord[] runs = [.. groups.SelectMany(group => group)];
        if (runs.Length == 0) throw new PmlException("A figure of cosine similarities needs at least one run; found none.");
        foreach (var run in runs)
            if (!Pairs(run).Any()) throw new PmlException($"A figure of cosine similarities needs runs that kept them; {run} has none. A method with one network has none; others must be run again with this version.");
        var figure = FigureStyle.Apply(new Figure()).Layout("xaxis.title.text", "epoch").Layout("yaxis.title.text", "cosine similarity of the members");
        var lowest = runs.Min(run => Pairs(run).Min(pair => run.Curves[pair].Min()));
        figure.Layout("yaxis.range", new[] { Math.Min(0, lowest) - 0.03, 1.03 });

        var methods = runs.GroupBy(run => run.Method).ToArray();
        var hues = FigureStyle.Hues([.. methods.Select(method => method.Key)]);
        string[] all = [.. runs.SelectMany(Pairs).Distinct().Order(StringComparer.Ordinal)];
        foreach (var method in methods)
            foreach (var (run, place) in method.OrderBy(r => r.Seed).Select((r, i) => (r, i)))
                foreach (var pair in Pairs(run))
                    figure.Add(Line(run, pair, FigureStyle.MethodColor(hues[method.Key], place), Dashes[Array.IndexOf(all, pair) % Dashes.Length], legend: pair == Pairs(run).First()));
        if (all.Length > 1)
            foreach (var (pair, i) in all.Select((pair, i) => (pair, i)))
                figure.Add(Trace.Scatter([double.NaN], [double.NaN], "lines", Members(pair)).Set("line.color", "#444444").Set("line.dash", Dashes[i % Dashes.Length]));

        figure.Height = Math.Max(430, FigureStyle.HeightFor(runs.Length + (all.Length > 1 ? all.Length : 0)));
        figure.Alt = $"Cosine similarity of the members over the epochs: {string.Join(", ", methods.Select(method => string.Create(CultureInfo.InvariantCulture, $"{method.Key} ends at {method.Average(run => Pairs(run).Average(pair => run.Curves[pair][^1])):0.00}")))}.";
        return figure;
    }

    private static IEnumerable<string> Pairs(RunRecord run) => run.Curves.Where(curve => curve.Key.StartsWith(Prefix, StringComparison.Ordinal) && curve.Value.Count > 0).Select(curve => curve.Key).Order(StringComparer.Ordinal);

    // "cosine.1-2" is of members 1 and 2.
    private static string Members(string pair) => "members " + pair[Prefix.Length..].Replace("-", " and ", StringComparison.Ordinal);

    private static Trace Line(RunRecord run, string pair, string color, string dash, bool legend)
    {
        var values = run.Curves[pair];
        var name = $"{run.Method}, seed {run.Seed}";
        return Trace.Scatter(Enumerable.Range(0, values.Count).Select(epoch => (double)epoch), values.Select(value => Math.Round(value, 4)), "lines", legend ? name : null)
            .Set("line.color", color).Set("line.width", 2.2).Set("line.dash", dash).Set("legendgroup", name)
            .Set("hovertemplate", $"{name}, {Members(pair)}<br>epoch %{{x}}: %{{y:.3f}}<extra></extra>");
    }
}
