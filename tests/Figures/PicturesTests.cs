using System.Buffers.Binary;
using PML.Figures;
using PML.Metrics;

namespace PML.Tests.Figures;

/// <summary>Figures of the paper's later sections, drawn by plotly.js.</summary>
public sealed class PicturesTests
{
    [SkippableFact]
    public void PlotlyDrawsThemAtTheirSizeAndNotEmpty()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        Figure[] figures =
        [
            SimplexFigure.Of(ThreeTaskFronts.Tasks, [ThreeTaskFronts.Run(0)]),
            SpaceFrontFigure.Of(ThreeTaskFronts.Tasks, [ThreeTaskFronts.Run(0), ThreeTaskFronts.Baseline("LS", 0)]),
            DirichletFigure.Of(2, [0.7, 0.01, 2, 100]),
            DirichletFigure.Of(3, [0.1, 1, 20]),
            MultiForwardGraphFigure.Of([[0.6, 0.2, 0.2], [0.2, 0.5, 0.3], [0.1, 0.1, 0.8]]),
            PenaltyFigure.Of([[0.9, 0.1], [0.5, 0.5], [0.1, 0.9]], [[0.1, 0.9], [0.6, 0.7], [0.5, 0.2]]),
            HypervolumeFigure.Of([[0.1, 0.7], [0.3, 0.4]], [1, 1]),
            ConfusionFigure.Of(new ConfusionMatrix([3, 1, 2, 4], 2), ["female", "male"]),
            SampleGridFigure.Of([(Picture.Classes(new[,] { { 0, 1 }, { 2, 3 } }), "labels"), (Picture.HeatMap(new float[,] { { 0, 1 } }, 0, 1), "depth")], 2, 200, ["flat", "sky", "human", "nature"]),
        ];
        var pictures = ChromiumRenderer.Render(figures, ImageFormat.Png);
        for (var i = 0; i < figures.Length; i++)
        {
            var size = (BinaryPrimitives.ReadInt32BigEndian(pictures[i].AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(pictures[i].AsSpan(20)));
            Assert.Equal(((int)(figures[i].Width * figures[i].PixelRatio), (int)(figures[i].Height * figures[i].PixelRatio)), size);
            // A white picture of this size packs into far less.
            Assert.True(pictures[i].Length > 8_000, $"{figures[i].Alt} took {pictures[i].Length} bytes.");
            Assert.True(figures[i].Alt.Length > 30 && figures[i].Alt.Any(char.IsDigit) && figures[i].Alt.EndsWith('.'), figures[i].Alt);
            Assert.True(figures[i].ToJson().Length < 300_000, $"{figures[i].Alt} took {figures[i].ToJson().Length} characters.");
        }
    }
}
