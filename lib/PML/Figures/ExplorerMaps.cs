using PML.Support;
using static TorchSharp.torch;

namespace PML.Figures;

/// <summary>Maps that networks give, as small pictures.</summary>
internal static class ExplorerMaps
{
    /// <summary>The pictures of a task.</summary>
    /// <param name="title">The task's name.</param>
    /// <param name="output">Shape [W, S, C, H, W']: logits of pixels, or one number for each.</param>
    /// <param name="target">Shape [S, H, W'] or [S, 1, H, W'].</param>
    /// <param name="classes">Whether they are classes.</param>
    /// <param name="width">Of a picture, at most; of others every second pixel is shown, every third, ...</param>
    internal static ExplorerTask.Maps Of(string title, Tensor output, Tensor target, bool classes, int width)
    {
        var (count, high, wide) = ((int)output.shape[2], (int)output.shape[3], (int)output.shape[4]);
        var step = (wide + width - 1) / width;
        var (wanted, said) = (Tensors.ToArray(target), Tensors.ToArray(classes ? output.argmax(2) : output));
        // The scale of the right numbers; 0 stands for a pixel that was not measured.
        float[] measured = [.. wanted.Where(value => value != 0).DefaultIfEmpty(0)];
        var (low, top) = (measured.Min(), Math.Max(measured.Max(), measured.Min() + 1e-6f));

        string[] Drawn(float[] values, float blank) => [.. Enumerable.Range(0, values.Length / (high * wide)).Select(map =>
        {
            float At(int i, int j) => values[(map * high + i * step) * wide + j * step];
            var (rows, columns) = ((high + step - 1) / step, (wide + step - 1) / step);
            return ExplorerSamples.Uri(classes
                ? Picture.Classes(ExplorerSamples.Filled(rows, columns, (i, j) => At(i, j) < count ? (int)At(i, j) : -1))
                // In steps, which pack well.
                : Picture.HeatMap(ExplorerSamples.Filled(rows, columns, (i, j) => At(i, j) == blank ? float.NaN : low + (top - low) / 31 * MathF.Round(31 * Math.Clamp((At(i, j) - low) / (top - low), 0, 1))), low, top));
        })];

        return new(title, Drawn(wanted, 0), Drawn(said, float.NaN));
    }
}
