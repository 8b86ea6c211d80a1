using System.Globalization;
using System.Text;

namespace PML.Support;

/// <summary>A growing front as a small SVG of a few kB: it needs no script, and may be replaced several times a second.</summary>
internal static class FrontDrawing
{
    private const int Width = 230, Height = 170, Left = 40, Bottom = 30, Margin = 8;
    private const double WideRange = 8;

    /// <summary>The drawing: the loss of one task against that of another, a panel for each pair of tasks, three at most.</summary>
    /// <param name="fronts">The fronts so far, at least one, the newest last.</param>
    /// <returns>HTML.</returns>
    internal static string Of(IReadOnlyList<IReadOnlyList<double[]>> fronts)
    {
        var tasks = fronts[^1][0].Length;
        var pairs = Enumerable.Range(0, tasks).SelectMany(x => Enumerable.Range(x + 1, tasks - x - 1), (x, y) => (x, y)).Take(3).ToArray();
        if (pairs.Length == 0) return "";
        var count = fronts[^1].Count == 1 ? "one network" : $"{fronts[^1].Count} networks";
        var alt = $"Losses on a few validation samples during training, one task against another: {count}, the newest of {fronts.Count} measurements in full colour.";
        var html = new StringBuilder($"<div role=\"img\" aria-label=\"{alt}\" style=\"display:flex;flex-wrap:wrap;gap:8px\">");
        foreach (var (x, y) in pairs) Panel(html, [.. fronts.Select(front => front.Select(losses => (losses[x], losses[y])).ToArray())], x, y);
        return html.Append("</div>").ToString();
    }

    private static void Panel(StringBuilder html, IReadOnlyList<(double X, double Y)[]> fronts, int x, int y)
    {
        var across = Axis.Of(fronts.SelectMany(front => front).Select(point => point.X), Left, Width - Margin);
        var up = Axis.Of(fronts.SelectMany(front => front).Select(point => point.Y), Height - Bottom, Margin);
        html.Append($"<svg width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" fill=\"none\" stroke-linecap=\"round\" style=\"font:11px sans-serif\">");
        html.Append($"<path stroke=\"currentColor\" stroke-opacity=\".4\" d=\"M{Left} {Margin}V{Height - Bottom}H{Width - Margin}\"/>");
        // A single network leaves a path behind it; a front is a line over its weightings where they lie on one.
        if (fronts[^1].Length == 1) Line(html, fronts.Select(front => front[0]), across, up, 0.4);
        for (var i = 0; i < fronts.Count; i++) Front(html, fronts[i], across, up, i == fronts.Count - 1 ? 1 : 0.08 + 0.3 * i / fronts.Count);
        html.Append("<g fill=\"currentColor\">");
        Text(html, Left, Height - Bottom + 13, "start", Number(across.Low));
        Text(html, Width - Margin, Height - Bottom + 13, "end", Number(across.High));
        Text(html, Left - 3, Height - Bottom, "end", Number(up.Low));
        Text(html, Left - 3, Margin + 8, "end", Number(up.High));
        Text(html, (Left + Width - Margin) / 2, Height - 4, "middle", $"loss of task {x + 1}{across.Note}");
        html.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(11 {(Height - Bottom + Margin) / 2})rotate(-90)\" text-anchor=\"middle\">loss of task {y + 1}{up.Note}</text></g></svg>");
    }

    private static void Front(StringBuilder html, (double X, double Y)[] points, Axis across, Axis up, double opacity)
    {
        if (points.Length is > 1 and <= 6) Line(html, points, across, up, opacity);
        var dots = string.Concat(points.Select(point => $"M{across.At(point.X)} {up.At(point.Y)}h0"));
        html.Append(CultureInfo.InvariantCulture, $"<path stroke=\"#d55e00\" stroke-width=\"5\" stroke-opacity=\"{opacity:0.##}\" d=\"{dots}\"/>");
    }

    private static void Line(StringBuilder html, IEnumerable<(double X, double Y)> points, Axis across, Axis up, double opacity)
    {
        var line = string.Join(' ', points.Select(point => $"{across.At(point.X)},{up.At(point.Y)}"));
        html.Append(CultureInfo.InvariantCulture, $"<polyline stroke=\"#d55e00\" stroke-width=\"1.5\" stroke-opacity=\"{opacity:0.##}\" points=\"{line}\"/>");
    }

    private static void Text(StringBuilder html, int x, int y, string anchor, string text) => html.Append($"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>");

    private static string Number(double value) => value.ToString("G2", CultureInfo.InvariantCulture);

    // First losses lie far from last ones: a wide range is shown in powers.
    private sealed record Axis(double Low, double High, double From, double To, bool IsLog)
    {
        public string Note => IsLog ? " (log)" : "";

        public static Axis Of(IEnumerable<double> values, double from, double to)
        {
            var all = values.ToArray();
            double low = all.Min(), high = all.Max();
            if (low == high) (low, high) = (low - 0.5, high + 0.5);
            return new Axis(low, high, from, to, low > 0 && high / low > WideRange);
        }

        public string At(double value)
        {
            var share = IsLog ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
            return (From + (0.04 + 0.92 * share) * (To - From)).ToString("0.#", CultureInfo.InvariantCulture);
        }
    }
}
