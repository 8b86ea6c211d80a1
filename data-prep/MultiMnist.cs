namespace PML.DataPrep;

/// <summary>Makes the samples of MultiMNIST: two digits on a 36 x 36 canvas, the brighter one where they overlap, resized to 28 x 28.</summary>
/// <remarks>Source: the paper's appendix B and its released code, <see cref="MultiMnistProtocol"/>. Differs from the code: a counter-based generator
/// stands for NumPy's global one, so sample i depends on (seed, split, i) alone; the authors' own draws cannot be had.</remarks>
internal sealed class MultiMnist(MultiMnistProtocol protocol, DigitImages trainDigits, DigitImages testDigits)
{
    public const int Canvas = 36;

    private static readonly PillowResampler Resampler = new(Canvas, DigitImages.Side);

    // ToTensor's division, so that the canvas has the bits that the code's has.
    private static readonly float[] Brightness = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];

    /// <summary>The splits, each with its number of samples.</summary>
    public IReadOnlyList<Split> Splits { get; } = Parts(protocol);

    /// <summary>Makes one sample.</summary>
    /// <param name="split">One of <see cref="Splits"/>.</param>
    /// <param name="row">Which sample, in [0, split.Count).</param>
    /// <param name="image">Gets 28 * 28 values, about -0.06 to 1.06.</param>
    /// <param name="labels">Gets the labels of the first and the second digit.</param>
    public void Make(Split split, int row, Span<float> image, Span<byte> labels)
    {
        var digits = split.Stream == RandomStream.Test ? testDigits : trainDigits;
        var random = new SampleRandom(protocol.Seed, split.Stream, (ulong)(split.Order is { } order ? order[row] : row));
        var first = random.Next(digits.Count);
        var second = protocol.Distinct ? random.Next(digits.Count - 1) : random.Next(digits.Count);
        if (protocol.Distinct && second >= first) second++;
        Span<float> canvas = stackalloc float[Canvas * Canvas];
        canvas.Clear();
        Stamp(canvas, digits.Image(first), 0);
        Stamp(canvas, digits.Image(second), protocol.SecondDigit);
        Resampler.Resize(canvas, stackalloc float[Canvas * DigitImages.Side], image);
        (labels[0], labels[1]) = (digits.Labels[first], digits.Labels[second]);
    }

    private static void Stamp(Span<float> canvas, ReadOnlySpan<byte> digit, int offset)
    {
        for (var y = 0; y < DigitImages.Side; y++)
        {
            for (var x = 0; x < DigitImages.Side; x++)
            {
                ref var pixel = ref canvas[(y + offset) * Canvas + x + offset];
                pixel = Math.Max(pixel, Brightness[digit[y * DigitImages.Side + x]]);
            }
        }
    }

    private static IReadOnlyList<Split> Parts(MultiMnistProtocol protocol)
    {
        var test = new Split("test", RandomStream.Test, protocol.Test, null);
        if (!protocol.OneDraw)
        {
            return [new("train", RandomStream.Train, protocol.Train, null), new("valid", RandomStream.Valid, protocol.Valid, null), test];
        }
        var order = Permutation(protocol.Train + protocol.Valid, new SampleRandom(protocol.Seed, RandomStream.Split, 0));
        return
        [
            new("train", RandomStream.Train, protocol.Train, order[..protocol.Train]),
            new("valid", RandomStream.Train, protocol.Valid, order[protocol.Train..]),
            test,
        ];
    }

    private static int[] Permutation(int count, SampleRandom random)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var last = count - 1; last > 0; last--)
        {
            var other = random.Next(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
        return order;
    }

    /// <summary>A part of the set.</summary>
    /// <param name="Name"><c>train</c>, <c>valid</c> or <c>test</c>.</param>
    /// <param name="Stream">The random numbers its samples are drawn with; decides which digits they come from.</param>
    /// <param name="Count">Its samples.</param>
    /// <param name="Order">The draw that each row holds; null when row i holds draw i.</param>
    public sealed record Split(string Name, RandomStream Stream, int Count, int[]? Order);
}
