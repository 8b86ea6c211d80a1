using System.Globalization;

namespace PML.Figures;

/// <summary>The look that all figures share: one colour for a seed and one mark for a method, in every notebook.</summary>
public static class FigureStyle
{
    // Okabe and Ito's palette, told apart by colour-blind readers; without its black and yellow, which are too near the baselines' grey and the paper.
    private static readonly string[] Palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"];

    private static readonly string[] Symbols =
    [
        "circle", "square", "diamond", "triangle-up", "cross", "x", "triangle-down", "star", "circle-open", "square-open", "diamond-open", "triangle-up-open",
        "cross-open", "x-open", "triangle-down-open", "star-open", "triangle-left", "triangle-right", "pentagon", "star-diamond", "hourglass", "bowtie", "triangle-left-open", "triangle-right-open", "pentagon-open",
        "hourglass-open", "bowtie-open",
    ];

    // Methods that train many networks at once; a method's place gives its hue.
    private static readonly string[] FrontMethods = ["PML", "COSMOS", "PHN-LS", "PHN-EPO", "PaLoRA", "LORPMAN"];

    // Told apart by lightness as well as by hue.
    private static readonly string[] ClassColors = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#5B3A8E", "#9A9A9A", "#8C4B1F", "#A6D96A", "#1F3B73"];

    private static readonly string[] Greys = ["#3C3C3C", "#6E6E6E", "#969696"];

    // A method's place gives its mark: the paper's methods first, with the plainest. Methods that are not here follow in the alphabetic order of the figure.
    private static readonly string[] Known =
    [
        "LS", "UW", "MGDA", "DWA", "PCGrad", "IMTL", "CAGrad", "Nash-MTL",
        "RLW", "GradDrop", "Auto-lambda", "RotoGrad", "SI",
        "FAMO", "IMTL-L", "IMTL (hybrid)", "GradVac", "FairGrad", "UPGrad", "DualProj", "Aligned-MTL", "ConFIG", "GradNorm", "STCH",
        "SDMGrad", "MoDo",
        "COSMOS", "PHN-LS", "PHN-EPO", "PaLoRA", "LORPMAN",
    ];

    /// <summary>The colour of a seed's curve, where a figure shows one method's curves.</summary>
    /// <param name="seed">The seed; six colours, then from the first again.</param>
    /// <returns>A colour for plotly.js.</returns>
    public static string SeedColor(long seed) => Palette[(int)((ulong)seed % (ulong)Palette.Length)];

    /// <summary>The colour of a class in a map of classes.</summary>
    /// <param name="index">The class's number, from 0; twelve colours, then from the first again.</param>
    /// <returns>A colour for plotly.js.</returns>
    public static string ClassColor(int index) => ClassColors[index % ClassColors.Length];

    /// <summary>The colour of a curve where a figure shows several methods' curves: a hue for the method, a shade for the seed.</summary>
    /// <param name="method">The method's place among the figure's, from 0.</param>
    /// <param name="shade">The seed's place among the method's, from 0.</param>
    /// <returns>A colour for plotly.js.</returns>
    public static string MethodColor(int method, int shade)
    {
        var hue = Convert.ToInt32(SeedColor(method)[1..], 16);
        var towardsWhite = 0.22 * (shade % 4);
        int Mix(int shift) => (int)Math.Round(((hue >> shift) & 255) * (1 - towardsWhite) + 255 * towardsWhite);
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(16):X2}{Mix(8):X2}{Mix(0):X2}");
    }

    /// <summary>The hues of methods with curves: the same for a method in every figure that shows several.</summary>
    /// <param name="methods">The figure's methods, each once; those without a hue of their own take the ones that are left, in this order.</param>
    /// <returns>For each method the place that <see cref="MethodColor"/> takes.</returns>
    internal static Dictionary<string, int> Hues(IReadOnlyList<string> methods)
    {
        var hues = methods.Where(FrontMethods.Contains).ToDictionary(method => method, method => Array.IndexOf(FrontMethods, method));
        foreach (var method in methods.Except(FrontMethods)) hues[method] = Enumerable.Range(0, int.MaxValue).First(place => !hues.ContainsValue(place));
        return hues;
    }

    /// <summary>Grey marks for methods that train one network: a symbol and a shade each.</summary>
    /// <param name="methods">The figure's methods.</param>
    /// <param name="symbols">The symbols to take in turn; null for all that two dimensions have.</param>
    /// <returns>For each method a symbol and a colour for plotly.js; those of the paper's baselines are the same in every figure.</returns>
    internal static Dictionary<string, (string Symbol, string Color)> Marks(IEnumerable<string> methods, string[]? symbols = null)
    {
        symbols ??= Symbols;
        // Where symbols come again, their greys are others.
        string[] all = [.. Known, .. methods.Except(Known).Order(StringComparer.Ordinal)];
        return all.Select((method, i) => (method, i)).ToDictionary(m => m.method, m => (symbols[m.i % symbols.Length], Greys[(m.i + m.i / symbols.Length) % Greys.Length]));
    }

    /// <summary>The height that a figure needs so that its legend need not scroll, in pixels.</summary>
    /// <param name="entries">Lines of the legend, its title apart.</param>
    internal static int HeightFor(int entries) => 150 + 22 * entries;

    /// <summary>Gives a figure its background, font, framed axes and a legend beside the data.</summary>
    /// <param name="figure">The figure.</param>
    /// <returns>The same figure.</returns>
    public static Figure Apply(Figure figure)
    {
        figure.Layout("font.family", "Helvetica, Arial, 'Liberation Sans', sans-serif").Layout("font.size", 14).Layout("font.color", "#222222")
            .Layout("paper_bgcolor", "white").Layout("plot_bgcolor", "white").Layout("hovermode", "closest")
            .Layout("margin", new Dictionary<string, object?> { ["l"] = 70, ["r"] = 20, ["t"] = 30, ["b"] = 60 })
            .Layout("legend", new Dictionary<string, object?> { ["x"] = 1.02, ["y"] = 1, ["xanchor"] = "left", ["yanchor"] = "top", ["tracegroupgap"] = 0 });
        foreach (var axis in (string[])["xaxis", "yaxis"]) figure.Layout(axis, Axis());
        return figure;
    }

    /// <summary>The look of an axis. The grid lies over lines that are under the data: transparent, it does not break them.</summary>
    /// <returns>Attributes of plotly.js.</returns>
    internal static Dictionary<string, object?> Axis() => new()
    {
        ["showline"] = true, ["mirror"] = true, ["linecolor"] = "#444444", ["linewidth"] = 1, ["ticks"] = "outside", ["ticklen"] = 4,
        ["tickcolor"] = "#444444", ["gridcolor"] = "rgba(0,0,0,0.075)", ["zeroline"] = false, ["automargin"] = true,
        ["title"] = new Dictionary<string, object?> { ["standoff"] = 14 },
    };
}
