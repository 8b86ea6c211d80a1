using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CsCheck;
using PML.DataPrep;

namespace PML.Tests.DataPrep;

public class PortableMathTests
{
    [Fact]
    public void ValuesAreTheLibrarysToAFewUnitsInTheLastPlace()
    {
        Gen.Double[-1e4, 1e4].Sample(x => Math.Abs(PortableMath.Sin(x) - Math.Sin(x)) < 1e-12 && Math.Abs(PortableMath.Cos(x) - Math.Cos(x)) < 1e-12);
        Gen.Double[-7, 7].Sample(x => Math.Abs(PortableMath.Sin(x) - Math.Sin(x)) < 1e-15 && Math.Abs(PortableMath.Cos(x) - Math.Cos(x)) < 1e-15);
        Gen.Double[-700, 700].Sample(x => Math.Abs(PortableMath.Exp(x) / Math.Exp(x) - 1) < 2e-15);
        Gen.Double[-300, 300].Select(x => Math.Pow(10, x)).Sample(x => Math.Abs(PortableMath.Log(x) - Math.Log(x)) <= 4e-16 * Math.Max(1, Math.Abs(Math.Log(x))));
        Gen.Select(Gen.Double[1e-6, 1e3], Gen.Double[-5, 5]).Sample((x, y) => Math.Abs(PortableMath.Pow(x, y) / Math.Pow(x, y) - 1) < 2e-14);
    }

    [Fact]
    public void EdgesHaveTheirExactValues()
    {
        Assert.Equal(0, PortableMath.Sin(0));
        Assert.Equal(1, PortableMath.Cos(0));
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(0, PortableMath.Log(1));
        Assert.Equal(0, PortableMath.Exp(-1e9));
        Assert.Equal(PortableMath.Exp(709), PortableMath.Exp(1e9));
        Assert.Equal(0, PortableMath.Pow(0, 2.2));
    }

    [Fact]
    public void TheBitsAreFrozen()
    {
        // Frozen from this code and from the same operations in CPython's doubles: the operations are IEEE 754's, so no machine may differ.
        var values = Enumerable.Range(1, 2_000).Select(i => i * 0.0173).SelectMany(x => new[] { PortableMath.Sin(x - 17), PortableMath.Cos(x - 17), PortableMath.Exp(x - 17), PortableMath.Log(x) }).ToArray();
        Assert.Equal("f4d80803f31d68dcfc228b0fcbee8a09d1ac4d26de119970a8f51f0c315b9408", Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan()))));
    }

    [Fact]
    public void NormalNumbersHaveTheMomentsAndTailsOfTheirDistribution()
    {
        var random = new SampleRandom(3, RandomStream.Faces, 0);
        var values = Enumerable.Range(0, 100_000).Select(_ => random.Normal()).ToList();
        Assert.InRange(values.Average(), -0.015, 0.015);
        Assert.InRange(values.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(values.Average(x => x * x * x * x), 2.85, 3.15);
        Assert.InRange(values.Count(x => Math.Abs(x) < 1) / 1e5, 0.677, 0.688);
        Assert.InRange(values.Count(x => x > 2) / 1e5, 0.0208, 0.0248);
    }

    [Fact]
    public void NoiseIsSmoothAndFillsItsRange()
    {
        var values = Enumerable.Range(0, 20_000).Select(i => Shapes.Noise(i * 0.07 - 700, i * 0.013, 5)).ToList();
        Assert.InRange(values.Min(), 0, 0.05);
        Assert.InRange(values.Max(), 0.95, 1);
        Assert.All(values.Zip(values.Skip(1)), pair => Assert.True(Math.Abs(pair.First - pair.Second) < 0.2));
    }
}
