namespace PML.DataPrep;

/// <summary>Resizes a grey float image as Pillow does in mode F: bicubic with a = -0.5, widened when shrinking so that it does not alias.</summary>
/// <remarks>Source: the algorithm of Pillow's Image.resize. Differs from it: nothing; results are bit-equal (checked against 9.4.0).
/// Sums run in double in the same order, and each pass rounds to float, which is what makes them so.</remarks>
internal sealed class PillowResampler
{
    private readonly int inputSize;
    private readonly int outputSize;
    private readonly (int First, double[] Weights)[] taps;

    /// <summary>A resampler of square images.</summary>
    /// <param name="inputSize">Height and width of the images, in pixels; at least 1.</param>
    /// <param name="outputSize">Height and width to resize to; at least 1.</param>
    public PillowResampler(int inputSize, int outputSize)
    {
        (this.inputSize, this.outputSize) = (inputSize, outputSize);
        taps = PillowTaps.Of(inputSize, outputSize, PillowTaps.Bicubic);
    }

    /// <summary>Resizes one image.</summary>
    /// <param name="source">The image, row after row, inputSize^2 values.</param>
    /// <param name="rows">Room between the two passes, inputSize * outputSize values.</param>
    /// <param name="destination">Gets outputSize^2 values; they may leave the source's range, as bicubic overshoots.</param>
    public void Resize(ReadOnlySpan<float> source, Span<float> rows, Span<float> destination)
    {
        for (var y = 0; y < inputSize; y++)
        {
            var row = source.Slice(y * inputSize, inputSize);
            for (var x = 0; x < outputSize; x++)
            {
                var (first, weights) = taps[x];
                double sum = 0;
                for (var i = 0; i < weights.Length; i++) sum += row[first + i] * weights[i];
                rows[y * outputSize + x] = (float)sum;
            }
        }
        for (var y = 0; y < outputSize; y++)
        {
            var (first, weights) = taps[y];
            for (var x = 0; x < outputSize; x++)
            {
                double sum = 0;
                for (var i = 0; i < weights.Length; i++) sum += rows[(first + i) * outputSize + x] * weights[i];
                destination[y * outputSize + x] = (float)sum;
            }
        }
    }
}
