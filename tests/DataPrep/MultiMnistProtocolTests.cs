using PML.DataPrep;
using PML.Support;

namespace PML.Tests.DataPrep;

public sealed class MultiMnistProtocolTests
{
    [Theory]
    [InlineData(null, null, false, "paper", 0UL)]
    [InlineData(null, null, true, "tiny", 0UL)]
    [InlineData("tiny", null, true, "tiny", 0UL)]
    [InlineData("code", "3", false, "code-seed3", 3UL)]
    [InlineData("code-seed3", null, false, "code-seed3", 3UL)]
    [InlineData("code-seed3", "3", false, "code-seed3", 3UL)]
    [InlineData("paper-seed0", null, false, "paper", 0UL)]
    [InlineData("paper", "18446744073709551615", false, "paper-seed18446744073709551615", ulong.MaxValue)]
    public void ANameAndASeedChooseAProtocol(string? name, string? seed, bool tiny, string expected, ulong expectedSeed)
    {
        var protocol = MultiMnistProtocol.Parse(name, seed, tiny);
        Assert.Equal((expected, expectedSeed), (protocol.Name, protocol.Seed));
        Assert.Equal(protocol, MultiMnistProtocol.Parse(protocol.Name));
    }

    [Theory]
    [InlineData("papers", null, false, "must be one of paper, code, tiny")]
    [InlineData("", null, false, "must be one of")]
    [InlineData("code-seed", null, false, "whole number")]
    [InlineData("code-seed-1", null, false, "whole number")]
    [InlineData("code", "1.5", false, "--seed must have a whole number")]
    [InlineData("code-seed1", "2", false, "the same seed; found 2")]
    [InlineData("code", null, true, "--tiny is --protocol tiny")]
    public void AContradictionIsNamed(string name, string? seed, bool tiny, string because) =>
        Assert.Contains(because, Assert.Throws<PmlException>(() => MultiMnistProtocol.Parse(name, seed, tiny)).Message, StringComparison.Ordinal);

    [Fact]
    public void SizesAreThePapersAndTheCodes()
    {
        Assert.Equal((60_000, 10_000, 10_000), Sizes("paper"));
        Assert.Equal((50_000, 10_000, 10_000), Sizes("code"));
        static (int, int, int) Sizes(string name) => MultiMnistProtocol.Parse(name) is var protocol ? (protocol.Train, protocol.Valid, protocol.Test) : default;
    }
}
