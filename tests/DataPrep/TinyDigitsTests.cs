using PML.DataPrep;

namespace PML.Tests.DataPrep;

public sealed class TinyDigitsTests
{
    [Fact]
    public void EveryDigitIsDrawnInsideItsImage()
    {
        var digits = TinyDigits.Draw(500, 0, RandomStream.TrainGlyphs);
        for (var index = 0; index < digits.Count; index++)
        {
            var image = digits.Image(index).ToArray();
            Assert.Equal(index % 10, digits.Labels[index]);
            Assert.InRange(image.Max(), 180, 255);
            Assert.InRange(image.Count(pixel => pixel > 0), 25, 350);
            Assert.All(Enumerable.Range(0, DigitImages.Side), i => Assert.Equal(0, image[i] + image[(DigitImages.Side - 1) * DigitImages.Side + i] + image[i * DigitImages.Side] + image[i * DigitImages.Side + DigitImages.Side - 1]));
        }
    }

    [Fact]
    public void NoTwoDrawingsAreTheSame()
    {
        var all = new[] { RandomStream.TrainGlyphs, RandomStream.TestGlyphs }.SelectMany(stream => new ulong[] { 0, 1 }.SelectMany(seed =>
        {
            var digits = TinyDigits.Draw(100, seed, stream);
            return Enumerable.Range(0, digits.Count).Select(index => Convert.ToBase64String(digits.Image(index)));
        })).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    [Fact]
    public void ADigitIsNearerToItsOwnKindThanToOthers()
    {
        var (train, test) = (TinyDigits.Draw(500, 0, RandomStream.TrainGlyphs), TinyDigits.Draw(200, 0, RandomStream.TestGlyphs));
        var right = Enumerable.Range(0, test.Count).Count(index => train.Labels[Enumerable.Range(0, train.Count).MinBy(other => Distance(test.Image(index), train.Image(other)))] == test.Labels[index]);
        // A nearest neighbour by pixels; chance is 20 of 200.
        Assert.InRange(right, 160, 200);
    }

    private static long Distance(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        long sum = 0;
        for (var i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
