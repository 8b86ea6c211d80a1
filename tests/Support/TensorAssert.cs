using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Support;

/// <summary>Compares tensors with numbers.</summary>
internal static class TensorAssert
{
    /// <summary>All elements in row-major order.</summary>
    public static double[] Values(Tensor t)
    {
        using var copy = t.detach().cpu().to(float64).contiguous();
        return copy.data<double>().ToArray();
    }

    /// <summary>The shape, and every element within <paramref name="tolerance"/> times the greater of 1 and its size. Not-a-number equals itself.</summary>
    public static void Equal(long[] shape, double[] expected, Tensor actual, double tolerance = 1e-6)
    {
        Assert.Equal(shape, actual.shape);
        var found = Values(actual);
        Assert.Equal(expected.Length, found.Length);
        for (var k = 0; k < found.Length; k++)
            Assert.True(Near(expected[k], found[k], tolerance), string.Create(CultureInfo.InvariantCulture, $"element {k}: expected {expected[k]:R}, found {found[k]:R}"));
    }

    /// <summary>A tensor without dimensions.</summary>
    public static void Equal(double expected, Tensor actual, double tolerance = 1e-6) => Equal([], [expected], actual, tolerance);

    /// <summary>Numbers that repeat from run to run.</summary>
    public static double[] Numbers(int count, int seed, double from = -1, double to = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => from + (to - from) * random.NextDouble())];
    }

    private static bool Near(double a, double b, double tolerance) =>
        a.Equals(b) || Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Abs(a));
}
