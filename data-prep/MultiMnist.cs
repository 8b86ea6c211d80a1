namespace PML.DataPrep;

/// <summary>Makes the samples of MultiMNIST and MultiMNIST-3: digits on a canvas, the brightest where they overlap, resized to 28 x 28.</summary>
/// <remarks>Source: the paper's appendix B and its released code, <see cref="MultiMnistProtocol"/>. Differs from the code: a counter-based generator
/// stands for NumPy's global one, so sample i depends on (seed, split, i) alone; the authors' own draws cannot be had.</remarks>
internal sealed class MultiMnist(MultiMnistProtocol protocol, DigitImages trainDigits, DigitImages testDigits)
{
    // ToTensor's division, so that the canvas has the bits that the code's has.
    private static readonly float[] Brightness = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];

    private readonly DigitLayout layout = protocol.Layout;

    /// <summary>The splits, each with its number of samples.</summary>
    public IReadOnlyList<Split> Splits { get; } = Parts(protocol);

    /// <summary>Makes one sample.</summary>
    /// <param name="split">One of <see cref="Splits"/>.</param>
    /// <param name="row">Which sample, in [0, split.Count).</param>
    /// <param name="image">Gets 28 * 28 values; two digits' are about -0.06 to 1.06, three digits' 0 to 1.</param>
    /// <param name="labels">Gets each digit's label, in the layout's order.</param>
    public void Make(Split split, int row, Span<float> image, Span<byte> labels)
    {
        var digits = split.Stream == RandomStream.Test ? testDigits : trainDigits;
        Span<int> chosen = stackalloc int[layout.Places.Count];
        Choose(chosen, digits.Count, new SampleRandom(protocol.Seed, split.Stream, (ulong)(split.Order is { } order ? order[row] : row)));
        Span<float> canvas = stackalloc float[layout.Canvas * layout.Canvas];
        canvas.Clear();
        for (var k = 0; k < chosen.Length; k++)
        {
            Stamp(canvas, digits.Image(chosen[k]), layout.Places[k]);
            labels[k] = digits.Labels[chosen[k]];
        }
        layout.Resize(canvas, image);
    }

    private void Choose(Span<int> chosen, int count, SampleRandom random)
    {
        Span<int> taken = stackalloc int[chosen.Length];
        for (var k = 0; k < chosen.Length; k++)
        {
            chosen[k] = protocol.Distinct ? random.Next(count - k) : random.Next(count);
            if (!protocol.Distinct) continue;
            // The drawn number counts the images that are still free.
            foreach (var other in taken[..k])
            {
                if (chosen[k] >= other) chosen[k]++;
            }
            taken[k] = chosen[k];
            taken[..(k + 1)].Sort();
        }
    }

    private void Stamp(Span<float> canvas, ReadOnlySpan<byte> digit, (int Row, int Column) place)
    {
        for (var y = 0; y < DigitImages.Side; y++)
        {
            for (var x = 0; x < DigitImages.Side; x++)
            {
                ref var pixel = ref canvas[(y + place.Row) * layout.Canvas + x + place.Column];
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
