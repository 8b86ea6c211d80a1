namespace PML.DataPrep;

/// <summary>Which pixels each pixel of a resized row is made of, and how much each counts.</summary>
/// <remarks>Source: the algorithm of Pillow's Image.resize: a filter, widened when shrinking so that it does not alias, cut off at the edges and brought to sum 1.</remarks>
internal static class PillowTaps
{
    /// <summary>Pillow's bicubic filter, a = -0.5; reaches two pixels either way.</summary>
    public static (double Support, Func<double, double> Weight) Bicubic { get; } = (2, x =>
    {
        const double a = -0.5;
        x = Math.Abs(x);
        if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    });

    /// <summary>Pillow's bilinear filter; reaches one pixel either way.</summary>
    public static (double Support, Func<double, double> Weight) Bilinear { get; } = (1, x => Math.Max(0, 1 - Math.Abs(x)));

    /// <summary>The taps of every pixel of a row.</summary>
    /// <param name="inputSize">Pixels of the row; at least 1.</param>
    /// <param name="outputSize">Pixels to resize to; at least 1.</param>
    /// <param name="filter">One of the filters above.</param>
    public static (int First, double[] Weights)[] Of(int inputSize, int outputSize, (double Support, Func<double, double> Weight) filter)
    {
        var scale = (double)inputSize / outputSize;
        var stretch = Math.Max(scale, 1);
        return [.. Enumerable.Range(0, outputSize).Select(Taps)];

        (int First, double[] Weights) Taps(int position)
        {
            var centre = (position + 0.5) * scale;
            var first = Math.Max((int)(centre - filter.Support * stretch + 0.5), 0);
            var last = Math.Min((int)(centre + filter.Support * stretch + 0.5), inputSize);
            var inverse = 1 / stretch;
            var weights = new double[last - first];
            double total = 0;
            for (var i = 0; i < weights.Length; i++) total += weights[i] = filter.Weight((i + first - centre + 0.5) * inverse);
            for (var i = 0; i < weights.Length && total != 0; i++) weights[i] /= total;
            return (first, weights);
        }
    }
}
