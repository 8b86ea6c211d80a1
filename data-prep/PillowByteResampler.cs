namespace PML.DataPrep;

/// <summary>Resizes a picture of bytes as Pillow does in modes L and RGB.</summary>
/// <remarks>Source: the algorithm of Pillow's Image.resize. Differs from it: nothing; results are equal (checked against 9.4.0). Weights are whole
/// numbers of 2^-22, sums are rounded and cut off at 0 and 255 after each of the two passes.</remarks>
internal sealed class PillowByteResampler
{
    private const int Bits = 22;
    private readonly (int First, int[] Weights)[] across;
    private readonly (int First, int[] Weights)[] down;
    private readonly int inputHeight, inputWidth, channels;

    /// <summary>A resampler for pictures of one size.</summary>
    /// <param name="inputHeight">Rows of a picture; at least 1, as all sizes.</param>
    /// <param name="inputWidth">Columns of a picture.</param>
    /// <param name="outputHeight">Rows to resize to.</param>
    /// <param name="outputWidth">Columns to resize to.</param>
    /// <param name="channels">Values beside each other that make a pixel.</param>
    /// <param name="filter">The filter; Pillow's default, bicubic, when left out.</param>
    public PillowByteResampler(int inputHeight, int inputWidth, int outputHeight, int outputWidth, int channels, (double Support, Func<double, double> Weight)? filter = null)
    {
        (this.inputHeight, this.inputWidth, this.channels) = (inputHeight, inputWidth, channels);
        across = Fixed(PillowTaps.Of(inputWidth, outputWidth, filter ?? PillowTaps.Bicubic));
        down = Fixed(PillowTaps.Of(inputHeight, outputHeight, filter ?? PillowTaps.Bicubic));
    }

    /// <summary>Resizes one picture.</summary>
    /// <param name="source">inputHeight * inputWidth * channels bytes, row after row.</param>
    /// <returns>outputHeight * outputWidth * channels bytes.</returns>
    public byte[] Resize(ReadOnlySpan<byte> source)
    {
        var rowBytes = across.Length * channels;
        var rows = new byte[inputHeight * rowBytes];
        for (var y = 0; y < inputHeight; y++)
        {
            var row = source.Slice(y * inputWidth * channels, inputWidth * channels);
            for (var x = 0; x < across.Length; x++)
            {
                for (var channel = 0; channel < channels; channel++) rows[y * rowBytes + x * channels + channel] = Sum(row, across[x], channels, channel);
            }
        }
        var resized = new byte[down.Length * rowBytes];
        for (var y = 0; y < down.Length; y++)
        {
            for (var i = 0; i < rowBytes; i++) resized[y * rowBytes + i] = Sum(rows, down[y], rowBytes, i);
        }
        return resized;
    }

    private static byte Sum(ReadOnlySpan<byte> values, (int First, int[] Weights) taps, int step, int offset)
    {
        var sum = 1 << (Bits - 1);
        var at = taps.First * step + offset;
        foreach (var weight in taps.Weights)
        {
            sum += values[at] * weight;
            at += step;
        }
        return (byte)Math.Clamp(sum >> Bits, 0, 255);
    }

    private static (int First, int[] Weights)[] Fixed((int First, double[] Weights)[] taps) =>
        [.. taps.Select(tap => (tap.First, tap.Weights.Select(weight => (int)(weight * (1 << Bits) + (weight < 0 ? -0.5 : 0.5))).ToArray()))];
}
