namespace PML.DataPrep;

/// <summary>Resizes a grey float image as torchvision resizes a tensor without antialiasing: bilinear between the four nearest pixels, align_corners false.</summary>
/// <remarks>Source: PyTorch's interpolate(mode="bilinear", align_corners=False). Differs from it: sums run in double and are rounded once, so that the
/// bits are the same on every machine; PyTorch's differ from them, and from machine to machine, in the last place.</remarks>
internal sealed class BilinearResampler
{
    private readonly int inputSize;
    private readonly (int First, int Second, double Share)[] taps;

    /// <summary>A resampler of square images.</summary>
    /// <param name="inputSize">Height and width of the images, in pixels; at least 1.</param>
    /// <param name="outputSize">Height and width to resize to; at least 1.</param>
    public BilinearResampler(int inputSize, int outputSize)
    {
        this.inputSize = inputSize;
        taps = [.. Enumerable.Range(0, outputSize).Select(position =>
        {
            var centre = Math.Max((position + 0.5) * inputSize / outputSize - 0.5, 0);
            var first = (int)centre;
            return (first, Math.Min(first + 1, inputSize - 1), centre - first);
        })];
    }

    /// <summary>Resizes one image.</summary>
    /// <param name="source">The image, row after row, inputSize^2 values.</param>
    /// <param name="destination">Gets outputSize^2 values.</param>
    public void Resize(ReadOnlySpan<float> source, Span<float> destination)
    {
        for (var y = 0; y < taps.Length; y++)
        {
            var (top, bottom, down) = taps[y];
            var upper = source.Slice(top * inputSize, inputSize);
            var lower = source.Slice(bottom * inputSize, inputSize);
            for (var x = 0; x < taps.Length; x++)
            {
                var (left, right, across) = taps[x];
                destination[y * taps.Length + x] = (float)Between(Between(upper[left], upper[right], across), Between(lower[left], lower[right], across), down);
            }
        }
    }

    private static double Between(double a, double b, double share) => (1 - share) * a + share * b;
}
