using PML.DataPrep;
using PML.Support;

namespace PML.Tests.DataPrep;

public sealed class IdxFileTests
{
    [Fact]
    public void ShapeAndValuesAreRead()
    {
        var (shape, values) = IdxFile.Parse(RawFixture.Idx([2, 1, 3], [1, 2, 3, 4, 5, 6]), "x", 3);
        Assert.Equal([2, 1, 3], shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], values);
    }

    [Theory]
    [InlineData("", "must be an idx file")]
    [InlineData("00000801", "must be an idx file")]
    [InlineData("0000080300000001", "must be an idx file")]
    [InlineData("00000d0100000001ff", "must be an idx file")]
    [InlineData("0000080100000002ff", "must have 2 elements for its shape (2); found 1")]
    [InlineData("0000080100000001ffff", "must have 1 elements for its shape (1); found 2")]
    [InlineData("00000801ffffffffff", "must be at least 0; found -1")]
    [InlineData("000008017fffffffff", "must have 2147483647 elements")]
    public void ADamagedFileIsRefused(string hex, string because) =>
        Assert.Contains(because, Assert.Throws<PmlException>(() => IdxFile.Parse(Convert.FromHexString(hex), "x", 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void LengthsWhoseProductOverflowsAreRefused() =>
        Assert.Throws<PmlException>(() => IdxFile.Parse(RawFixture.Idx([int.MaxValue, int.MaxValue, 4], [1, 2, 3, 4]), "x", 3));
}
