using System.Globalization;
using PML.Experiments;
using PML.Support;

namespace PML.Figures;

/// <summary>The overall loss of the illustrative example along the line through the two members, a curve for each weighting of the losses.</summary>
/// <remarks>Source: the paper, Fig. 28. A mark is the network at the curve's own weighting: it should lie at the curve's lowest place.</remarks>
public static class LossLinesFigure
{
    private const int CurvePoints = 81;

    // Ten steps of a scale from blue over green to yellow, told apart by colour-blind readers and in grey.
    private static readonly (int R, int G, int B)[] Scale = [(68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (225, 205, 30)];

    /// <summary>The figure of a run of two members.</summary>
    /// <param name="run">The run.</param>
    /// <param name="alphas">The first loss's weights, each in [0, 1].</param>
    /// <param name="half">theta1 goes from minus this to this; above 0.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">The run is of one network, its members share their theta1, or a weighting is out of range.</exception>
    public static Figure Of(IllustrativeRun run, IReadOnlyList<double> alphas, double half = 11)
    {
        if (run.Members != 2) throw new PmlException($"The losses along a subspace need a run of 2 members; found {run.Members}.");
        var (first, last) = (run.Subspace(^1, 2)[0], run.Subspace(^1, 2)[1]);
        if (first[0] == last[0]) throw new PmlException($"The losses along a subspace are drawn against theta1, which must differ between the members; found {first[0]} for both.");
        Check.Positive(half, nameof(half));
        // Theta2 on the line through the members.
        double Second(double theta1) => last[1] + (theta1 - last[0]) / (first[0] - last[0]) * (first[1] - last[1]);
        double[] places = [.. Enumerable.Range(0, CurvePoints).Select(i => -half + 2 * half * i / (CurvePoints - 1))];
        var figure = FigureStyle.Apply(new Figure { Width = 760, Height = 480 })
            .Layout("xaxis.title.text", "θ<sub>1</sub> on the line through the members").Layout("yaxis.title.text", "α · loss 1 + (1 − α) · loss 2").Layout("legend.title.text", "weighting");
        foreach (var value in alphas)
        {
            var alpha = Check.InRange(value, 0, 1, nameof(alphas));
            var name = string.Create(CultureInfo.InvariantCulture, $"α = {alpha:0.##}");
            figure.Add(Trace.Scatter(places, places.Select(x => Math.Round(LossSurfaceFigure.Overall(run, alpha, x, Second(x)), 4)), "lines", name)
                .Set("line.color", Color(alpha)).Set("line.width", 2).Set("legendgroup", name).Set("hovertemplate", $"{name}<br>θ1 %{{x:.2f}}, loss %{{y:.2f}}<extra></extra>"));
        }

        foreach (var alpha in alphas)
        {
            var x = alpha * first[0] + (1 - alpha) * last[0];
            figure.Add(Trace.Scatter([Math.Round(x, 4)], [Math.Round(LossSurfaceFigure.Overall(run, alpha, x, Second(x)), 4)], "markers", null)
                .Set("marker.color", Color(alpha)).Set("marker.size", 11).Set("marker.line.color", "black").Set("marker.line.width", 1.5)
                .Set("legendgroup", string.Create(CultureInfo.InvariantCulture, $"α = {alpha:0.##}"))
                .Set("hovertemplate", string.Create(CultureInfo.InvariantCulture, $"the network at α = {alpha:0.##}<br>θ1 %{{x:.2f}}, loss %{{y:.2f}}<extra></extra>")));
        }

        var losses = alphas.Select(alpha => (alpha * first[0] + (1 - alpha) * last[0]) is var x ? LossSurfaceFigure.Overall(run, alpha, x, Second(x)) : 0);
        figure.Alt = $"Loss along the line through the members for {alphas.Count} weightings; each network's mark lies on the curve of its own weighting, at {string.Join(", ", alphas.Zip(losses, (alpha, loss) => string.Create(CultureInfo.InvariantCulture, $"{loss:0.0} for α = {alpha:0.##}")))}.";
        return figure;
    }

    private static string Color(double alpha)
    {
        var place = alpha * (Scale.Length - 1);
        var low = Math.Min((int)place, Scale.Length - 2);
        var (a, b, share) = (Scale[low], Scale[low + 1], place - low);
        int Mix(int from, int to) => (int)Math.Round(from + share * (to - from));
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(a.R, b.R):X2}{Mix(a.G, b.G):X2}{Mix(a.B, b.B):X2}");
    }
}
