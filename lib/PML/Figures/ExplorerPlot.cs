using System.Globalization;
using System.Net;
using System.Text;

namespace PML.Figures;

/// <summary>The vector drawings of an explorer.</summary>
/// <remarks>
/// They stand in the page as images, which readers without scripts see, too, and which those who clean HTML of scripts let pass; explorer.js puts the drawings themselves in
/// the images' places and moves their marks. Colours are those of an image, for light and dark; explorer.css has those of a drawing.
/// </remarks>
internal static class ExplorerPlot
{
    private const double Width = 360, Height = 300, Left = 60, Right = 14, Top = 14, Bottom = 46;
    private const double TriangleLeft = 20, TriangleSide = 200, TriangleTop = 24;

    private const string Look = "fill=\"#858d99\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\"";

    /// <summary>Where the triangle's corners lie: the first member bottom left, the second bottom right, the third on top.</summary>
    internal static (double X, double Y)[] Corners { get; } =
    [
        (TriangleLeft, TriangleTop + TriangleSide * Math.Sqrt(3) / 2), (TriangleLeft + TriangleSide, TriangleTop + TriangleSide * Math.Sqrt(3) / 2), (TriangleLeft + TriangleSide / 2, TriangleTop),
    ];

    /// <summary>A front in the plane of two metrics.</summary>
    /// <param name="content">The explorer.</param>
    /// <param name="x">The metric to the right.</param>
    /// <param name="y">The metric upwards.</param>
    internal static string Plane(ExplorerContent content, int x, int y)
    {
        var (across, up) = (content.Metrics[x], content.Metrics[y]);
        var (right, high) = (Scale.Of(across.Values, Left, Width - Right), Scale.Of(up.Values, Height - Bottom, Top));
        var (svg, alt) = (new StringBuilder(), $"{up.Axis.Title} against {across.Axis.Title}, at {content.Alphas.Count} weightings");
        svg.Append(Invariant($"""<svg xmlns="http://www.w3.org/2000/svg" class="pml-x-plane" viewBox="0 0 {Width} {Height}" width="{Width}" {Look} role="img" aria-label="{Text(alt)}" data-x="{x}" data-y="{y}" data-scale="{right.Offset:0.###} {right.Factor:0.#####} {high.Offset:0.###} {high.Factor:0.#####}">"""));
        svg.Append(Invariant($"""<rect class="pml-x-frame" fill="none" stroke="#858d99" x="{Left}" y="{Top}" width="{Width - Left - Right}" height="{Height - Top - Bottom}"/>"""));
        foreach (var (at, label) in right.Ticks()) svg.Append(Invariant($"""<path class="pml-x-grid" stroke="#858d99" stroke-opacity=".3" d="M{at:0.#} {Top}V{Height - Bottom}"/><text x="{at:0.#}" y="{Height - Bottom + 15}" text-anchor="middle">{label}</text>"""));
        foreach (var (at, label) in high.Ticks()) svg.Append(Invariant($"""<path class="pml-x-grid" stroke="#858d99" stroke-opacity=".3" d="M{Left} {at:0.#}H{Width - Right}"/><text x="{Left - 6}" y="{at + 4:0.#}" text-anchor="end">{label}</text>"""));
        svg.Append(Invariant($"""<text x="{(Left + Width - Right) / 2}" y="{Height - 9}" text-anchor="middle">{Text(across.Axis.FullTitle)}</text><text transform="translate(13 {(Top + Height - Bottom) / 2}) rotate(-90)" text-anchor="middle">{Text(up.Axis.FullTitle)}</text>"""));
        (double X, double Y)[] places = [.. across.Values.Zip(up.Values, (a, b) => (right.At(a), high.At(b)))];
        if (content.Members == 2) svg.Append(Invariant($"""<path class="pml-x-front" fill="none" stroke="#0072b2" stroke-width="2.5" d="M{string.Join("L", places.Select(p => Invariant($"{p.X:0.#} {p.Y:0.#}")))}"/>"""));
        for (var w = 0; w < places.Length; w++)
            svg.Append(Invariant($"""<circle class="pml-x-point" fill="#0072b2" cx="{places[w].X:0.#}" cy="{places[w].Y:0.#}" r="{(content.Members == 2 ? 3.5 : 2.5)}"><title>α = ({ExplorerContent.Written(content.Alphas[w])}): {Text(across.Text(across.Values[w]))}, {Text(up.Text(up.Values[w]))}</title></circle>"""));
        for (var member = 0; member < content.Members; member++)
        {
            var (px, py) = places[content.Corner(member)];
            svg.Append(Invariant($"""<text class="pml-x-member" x="{(px < (Left + Width - Right) / 2 ? px - 11 : px + 11):0.#}" y="{py + 4:0.#}" text-anchor="middle">{member + 1}</text>"""));
        }

        return Image(svg.Append(Mark(places[content.Start])).Append("</svg>").ToString(), alt);
    }

    /// <summary>The triangle of all weightings of three members, coloured by one metric.</summary>
    /// <param name="content">The explorer.</param>
    /// <param name="metric">Which metric.</param>
    internal static string Triangle(ExplorerContent content, int metric)
    {
        var shown = content.Metrics[metric];
        var (low, high) = (shown.Values.Min(), shown.Values.Max());
        var better = shown.Axis.Direction == Metrics.Direction.Maximize;
        var (svg, alt) = (new StringBuilder(), $"{shown.Axis.FullTitle} over the triangle of weightings, from {shown.Text(low)} to {shown.Text(high)}; yellow is best");
        svg.Append(Invariant($"""<svg xmlns="http://www.w3.org/2000/svg" class="pml-x-triangle" viewBox="0 0 {2 * TriangleLeft + TriangleSide} {Corners[0].Y + 26:0.#}" width="{2 * TriangleLeft + TriangleSide}" {Look} role="img" aria-label="{Text(alt)}" data-corners="{string.Join(" ", Corners.Select(c => Invariant($"{c.X:0.##} {c.Y:0.##}")))}">"""));
        // Hexagons whose middles lie a step apart tile the triangle; a little more closes the seams.
        var step = TriangleSide / content.Divisions;
        var (half, side) = (step / 2 + 0.2, step / Math.Sqrt(3) + 0.2);
        for (var w = 0; w < content.Alphas.Count; w++)
        {
            var (x, y) = Place(content.Alphas[w]);
            var share = high > low ? (shown.Values[w] - low) / (high - low) : 1;
            svg.Append(Invariant($"""<path fill="#{Convert.ToHexString(Picture.HeatOf(better ? share : 1 - share))}" d="M{x:0.#} {y - side:0.#}l{half:0.#} {side / 2:0.#}v{side:0.#}l{-half:0.#} {side / 2:0.#}l{-half:0.#} {-side / 2:0.#}v{-side:0.#}z"><title>α = ({ExplorerContent.Written(content.Alphas[w])}): {Text(shown.Text(shown.Values[w]))}</title></path>"""));
        }

        for (var member = 0; member < 3; member++)
            svg.Append(Invariant($"""<text class="pml-x-member" x="{Corners[member].X:0.#}" y="{(member == 2 ? Corners[member].Y - 14 : Corners[member].Y + 25):0.#}" text-anchor="middle">{member + 1}</text>"""));
        return Image(svg.Append(Mark(Place(content.Alphas[content.Start]))).Append("</svg>").ToString(), alt);
    }

    private static string Image(string svg, string alt) => $"<img class=\"pml-x-chart\" alt=\"{Text(alt)}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">";

    private static (double X, double Y) Place(double[] alpha) => (alpha.Zip(Corners, (weight, corner) => weight * corner.X).Sum(), alpha.Zip(Corners, (weight, corner) => weight * corner.Y).Sum());

    private static string Mark((double X, double Y) at) => Invariant($"""<g class="pml-x-mark" transform="translate({at.X:0.##} {at.Y:0.##})"><circle r="9" fill="#ffffff" fill-opacity=".55" stroke="#000000" stroke-width="2"/><circle r="3" fill="#000000" stroke="#ffffff"/></g>""");

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    // From numbers to pixels: Offset + Factor * number.
    private sealed record Scale(double From, double To, double Offset, double Factor)
    {
        internal static Scale Of(double[] values, double start, double end)
        {
            var (low, high) = (values.Min(), values.Max());
            var room = high > low ? 0.09 * (high - low) : Math.Max(Math.Abs(high) * 0.01, 1e-6);
            var factor = (end - start) / (high - low + 2 * room);
            return new(low - room, high + room, start - (low - room) * factor, factor);
        }

        internal double At(double value) => Offset + Factor * value;

        // Some four round numbers.
        internal IEnumerable<(double At, string Label)> Ticks()
        {
            var power = Math.Pow(10, Math.Floor(Math.Log10((To - From) / 4)));
            var step = power * ((double[])[1, 2, 5, 10]).First(times => (To - From) / (times * power) <= 5.5);
            var digits = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
            for (var tick = Math.Ceiling(From / step); tick * step <= To; tick++) yield return (At(tick * step), (tick * step).ToString($"F{digits}", CultureInfo.InvariantCulture));
        }
    }
}
