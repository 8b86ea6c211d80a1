using System.Globalization;
using PML.ParetoManifold;
using PML.Support;

namespace PML.Figures;

/// <summary>Where weightings are drawn from: the density of a Dirichlet distribution, a panel for each concentration.</summary>
/// <remarks>
/// Source: the paper, Fig. 24. The densities are exact. Two members: the density by the first one's weight, each panel with its own scale. Three: over the
/// triangle of weightings, on one logarithmic scale, colours beyond its ends as at its ends.
/// </remarks>
public static class DirichletFigure
{
    private const int CurvePoints = 199, TriangleDivisions = 27, MostDecades = 2;

    /// <summary>The figure for some concentrations p, the same for all members.</summary>
    /// <param name="members">m: 2 or 3.</param>
    /// <param name="concentrations">p, one for each panel, above 0: 1 is uniform, below 1 nearer the members, above 1 nearer the centre.</param>
    /// <param name="columns">Panels in a row.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are other than 2 or 3 members, no concentrations, or one is not above 0.</exception>
    public static Figure Of(int members, IReadOnlyList<double> concentrations, int columns = 2)
    {
        if (members is not (2 or 3) || concentrations.Count == 0) throw new PmlException($"A figure of densities needs 2 or 3 members and at least one concentration; found {members} and {concentrations.Count}.");
        foreach (var p in concentrations) Check.Positive(p, nameof(concentrations));
        columns = Math.Min(Check.AtLeast(columns, 1), concentrations.Count);
        var figure = members == 2 ? Curves(concentrations, columns) : Triangles(concentrations, columns);
        figure.Alt = $"Density of the Dirichlet distribution over {members} members for {string.Join(", ", concentrations.Select(Name))}: near the members below 1, near the centre above 1.";
        return figure;
    }

    private static string Name(double p) => string.Create(CultureInfo.InvariantCulture, $"p = {p:0.###}");

    private static double Density(double p, double[] alpha) => Math.Exp(DirichletDensity.Log([.. Enumerable.Repeat(p, alpha.Length)], alpha));

    private static Figure Curves(IReadOnlyList<double> concentrations, int columns)
    {
        double[] places = [.. Enumerable.Range(1, CurvePoints).Select(i => (double)i / (CurvePoints + 1))];
        var grid = new PanelGrid(concentrations.Count, columns, [[0, 0], [1, 1]], ("α<sub>1</sub>", "density"), gap: 0.18);
        for (var i = 0; i < concentrations.Count; i++)
        {
            var p = concentrations[i];
            double[] heights = [.. places.Select(x => double.Parse(Density(p, [x, 1 - x]).ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];
            grid.Figure.Add(grid.Panel(i, Name(p), 14, [0, 1.08 * heights.Max()])(Trace.Scatter(places, heights, "lines", null)
                .Set("line.color", FigureStyle.SeedColor(0)).Set("line.width", 2.2).Set("line.simplify", false).Set("fill", "tozeroy").Set("fillcolor", "rgba(0,114,178,0.18)")
                .Set("hovertemplate", "α = %{x:.3f}<br>density %{y:.3g}<extra></extra>")));
        }

        var figure = grid.Done();
        (figure.Width, figure.Height) = (100 + 290 * columns, 90 + 220 * ((concentrations.Count - 1) / columns + 1));
        return figure;
    }

    private static Figure Triangles(IReadOnlyList<double> concentrations, int columns)
    {
        // The lattice's points moved inwards by a cell: on the edges the density may be infinite.
        double[][] alphas = [.. Simplex.Lattice(3, TriangleDivisions).Select(alpha => (double[])[.. alpha.Select(a => (a * TriangleDivisions + 1) / (TriangleDivisions + 3))])];
        var grid = new TernaryGrid(concentrations.Count, columns, 250, (15, 15, 15, 75));
        for (var i = 0; i < concentrations.Count; i++)
        {
            var p = concentrations[i];
            var place = grid.Panel(i, ["α<sub>1</sub>", "α<sub>2</sub>", "α<sub>3</sub>"], Name(p));
            double[] densities = [.. alphas.Select(alpha => Density(p, alpha))];
            grid.Figure.Add(place(grid.Hexagons(alphas, 1.0 / (TriangleDivisions + 3), densities.Select(d => Math.Round(Math.Clamp(Math.Log10(d), -MostDecades, MostDecades), 3)), "coloraxis"))
                .Set("text", alphas.Select((alpha, j) => string.Create(CultureInfo.InvariantCulture, $"{Fronts.Alpha(alpha)}<br>density {densities[j]:G3}"))).Set("hovertemplate", "%{text}<extra></extra>"));
        }

        grid.ColorBar("coloraxis", 0, (-MostDecades, MostDecades), reverse: false, "");
        int[] decades = [.. Enumerable.Range(-MostDecades, 2 * MostDecades + 1)];
        return grid.Done().Layout("coloraxis.colorbar.x", 0.5).Layout("coloraxis.colorbar.tickvals", decades)
            .Layout("coloraxis.colorbar.ticktext", decades.Select(d => Math.Pow(10, d).ToString("G3", CultureInfo.InvariantCulture))).Layout("coloraxis.colorbar.title.text", "density").Layout("coloraxis.colorbar.title.side", "bottom");
    }
}
