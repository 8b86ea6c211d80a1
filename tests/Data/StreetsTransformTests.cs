using PML.Data;
using PML.Objectives;
using PML.Support;
using PML.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Data;

public sealed class StreetsTransformTests : IDisposable
{
    private const int Height = 16, Width = 24;
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void WithoutRandomnessOnlyNumbersChange()
    {
        var batch = Streets(2, seed: 1);
        foreach (var plain in new[] { new StreetsTransform().Apply(batch, null), new StreetsTransform(augment: false).Apply(batch, new Random(1)) })
        {
            Assert.Equal((float32, int64, float32), (plain.X.dtype, plain.Y[0].dtype, plain.Y[1].dtype));
            var (bytes, labels, depth) = (batch.X.data<byte>().ToArray(), batch.Y[0].data<sbyte>().ToArray(), batch.Y[1].data<short>().ToArray());
            TensorAssert.Equal([2, 3, Height, Width], [.. bytes.Select(value => value / 255.0)], plain.X, 1e-6);
            Assert.Equal(labels.Select(label => (long)label), plain.Y[0].data<long>().ToArray());
            TensorAssert.Equal([2, Height, Width], [.. depth.Select(p => p / 65535.0)], plain.Y[1], 1e-7);
        }
    }

    [Fact]
    public void AnAugmentedSampleIsTheCodesCropEnlargedAndMirrored()
    {
        var batch = Streets(40, seed: 2);
        var plain = new StreetsTransform().Apply(batch, null);
        var found = new StreetsTransform().Apply(batch, new Random(5));
        var random = new Random(5);
        var seen = new HashSet<(float, bool)>();
        for (var sample = 0; sample < 40; sample++)
        {
            var crop = StreetsCrop.Draw(Height, Width, random);
            seen.Add((crop.Scale, crop.Flip));
            Assert.Equal(((int)(Height / (double)crop.Scale), (int)(Width / (double)crop.Scale)), (crop.Height, crop.Width));
            Assert.InRange(crop.Top, 0, Height - crop.Height);
            Assert.InRange(crop.Left, 0, Width - crop.Width);
            Compare(sample, crop, plain, found);
        }
        Assert.Equal(6, seen.Count);
    }

    [Fact]
    public void TheSameRandomNumbersGiveTheSameBatchAndOthersAnother()
    {
        var batch = Streets(4, seed: 3);
        float[] X(int seed) => Tensors.ToArray(new StreetsTransform().Apply(batch, new Random(seed)).X);
        Assert.Equal(X(1), X(1));
        Assert.NotEqual(X(1), X(2));
    }

    [Fact]
    public void UnknownDepthAndVoidStayWhatTheyAre()
    {
        var batch = new Batch(zeros([3, 3, Height, Width], uint8), [full([3, Height, Width], -1, int8), zeros([3, Height, Width], int16)]);
        var found = new StreetsTransform().Apply(batch, new Random(1));
        Assert.All(found.Y[0].data<long>().ToArray(), label => Assert.Equal(-1, label));
        Assert.All(found.Y[1].data<float>().ToArray(), depth => Assert.Equal(0, depth));
    }

    // Pixel by pixel from the definition: colours between the four neighbours with corners aligned, the others from floor(i size / full).
    private static void Compare(int sample, StreetsCrop crop, Batch plain, Batch found)
    {
        var (image, labels, depth) = (Tensors.ToArray(plain.X[sample]), plain.Y[0][sample].data<long>().ToArray(), Tensors.ToArray(plain.Y[1][sample]));
        var (newImage, newLabels, newDepth) = (Tensors.ToArray(found.X[sample]), found.Y[0][sample].data<long>().ToArray(), Tensors.ToArray(found.Y[1][sample]));
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                var (at, across) = (row * Width + column, crop.Flip ? Width - 1 - column : column);
                var nearest = (crop.Top + row * crop.Height / Height) * Width + crop.Left + across * crop.Width / Width;
                Assert.Equal(labels[nearest], newLabels[at]);
                Assert.Equal(depth[nearest] / crop.Scale, newDepth[at], 1e-7);
                var (y, x) = (row * (crop.Height - 1.0) / (Height - 1), across * (crop.Width - 1.0) / (Width - 1));
                var (top, left) = ((int)y, (int)x);
                var (bottom, right) = (Math.Min(top + 1, crop.Height - 1), Math.Min(left + 1, crop.Width - 1));
                for (var channel = 0; channel < 3; channel++)
                {
                    double Pixel(int r, int c) => image[(channel * Height + crop.Top + r) * Width + crop.Left + c];
                    var upper = Pixel(top, left) + (Pixel(top, right) - Pixel(top, left)) * (x - left);
                    var lower = Pixel(bottom, left) + (Pixel(bottom, right) - Pixel(bottom, left)) * (x - left);
                    Assert.Equal(upper + (lower - upper) * (y - top), newImage[channel * Height * Width + at], 1e-5);
                }
            }
        }
    }

    private static Batch Streets(int count, int seed)
    {
        var random = new Random(seed);
        var (x, labels, depth) = (empty([count, 3, Height, Width], uint8), empty([count, Height, Width], int8), empty([count, Height, Width], int16));
        random.NextBytes(x.bytes);
        for (var i = 0; i < labels.bytes.Length; i++) labels.bytes[i] = (byte)(sbyte)random.Next(-1, 7);
        var stored = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(depth.bytes);
        for (var i = 0; i < stored.Length; i++) stored[i] = (short)random.Next(0, 32_258);
        return new Batch(x, [labels, depth]);
    }
}
