using System.Globalization;
using PML.Metrics;
using PML.Support;

namespace PML.Figures;

/// <summary>Which classes are taken for which: counts as numbers, each true class's shares as colours.</summary>
public static class ConfusionFigure
{
    /// <summary>The figure of a confusion matrix.</summary>
    /// <param name="confusion">The matrix, of K classes.</param>
    /// <param name="classes">The classes' names, shape [K].</param>
    /// <param name="title">Above the figure; empty for none.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">The matrix has another size than the names, or a count below 0.</exception>
    public static Figure Of(ConfusionMatrix confusion, IReadOnlyList<string> classes, string title = "")
    {
        var k = confusion.Classes;
        if (classes.Count != k) throw new PmlException($"A confusion matrix of {k} classes needs a name for each; found {classes.Count} names.");
        var counts = Matrix.Of(k, k, (i, j) => confusion[i, j]);
        if (counts.Cast<double>().Any(c => c < 0)) throw new PmlException($"A confusion matrix counts, so that no entry is below 0; found {counts.Cast<double>().Min()}.");
        double[] totals = [.. Enumerable.Range(0, k).Select(i => Enumerable.Range(0, k).Sum(j => counts[i, j]))];
        // A class that never occurs has no shares: a gap.
        var shares = Matrix.Of(k, k, (i, j) => totals[i] == 0 ? double.NaN : Math.Round(100.0 * counts[i, j] / totals[i], 2));
        var text = Enumerable.Range(0, k).Select(i => Enumerable.Range(0, k).Select(j => counts[i, j].ToString("0", CultureInfo.InvariantCulture)));
        var figure = FigureStyle.Apply(new Figure { Width = 210 + Math.Max(46 * k, 260), Height = 130 + Math.Max(38 * k, 220) })
            .Add(new Trace("heatmap").Set("x", classes).Set("y", classes).Set("z", shares).Set("text", text).Set("texttemplate", "%{text}").Set("textfont.size", k > 12 ? 9 : 12)
                .Set("colorscale", new object[] { new object[] { 0.0, "#F4F8FC" }, new object[] { 0.5, "#6BAED6" }, new object[] { 1.0, "#08306B" } }).Set("zmin", 0).Set("zmax", 100).Set("xgap", 1).Set("ygap", 1)
                .Set("colorbar.ticksuffix", " %").Set("colorbar.thickness", 12).Set("colorbar.outlinewidth", 0).Set("hovertemplate", "true %{y}, predicted %{x}<br>%{text} of them, %{z} %<extra></extra>"))
            .Layout("xaxis.title.text", "predicted").Layout("yaxis.title.text", "true").Layout("yaxis.autorange", "reversed").Layout("xaxis.type", "category").Layout("yaxis.type", "category").Layout("xaxis.showgrid", false).Layout("yaxis.showgrid", false);
        if (title.Length > 0) figure.Layout("title.text", title).Layout("margin.t", 60);
        var right = Enumerable.Range(0, k).Sum(i => counts[i, i]);
        figure.Alt = string.Create(CultureInfo.InvariantCulture, $"{(title.Length > 0 ? title + ". " : "")}Confusion matrix of {k} classes: {right} of {totals.Sum()} right.");
        return figure;
    }
}
