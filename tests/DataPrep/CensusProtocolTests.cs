using PML.DataPrep;
using PML.Support;

namespace PML.Tests.DataPrep;

public sealed class CensusProtocolTests
{
    [Theory]
    [InlineData(null, null, null, "kdd-test-only", false, 0UL)]
    [InlineData("official", null, null, "official", false, 0UL)]
    [InlineData("official", "official", "0", "official", false, 0UL)]
    [InlineData("official", "corrected", "3", "official-corrected-seed3", true, 3UL)]
    [InlineData("kdd-test-only-corrected", null, null, "kdd-test-only-corrected", true, 0UL)]
    [InlineData("kdd-test-only-corrected", "corrected", null, "kdd-test-only-corrected", true, 0UL)]
    [InlineData("generated-corrected-seed4", null, null, "generated-corrected-seed4", true, 4UL)]
    public void ANameLabelsAndASeedChooseAProtocol(string? name, string? labels, string? seed, string expected, bool corrected, ulong expectedSeed)
    {
        var protocol = CensusProtocol.Parse(name, labels, seed);
        Assert.Equal((expected, corrected, expectedSeed), (protocol.Name, protocol.Corrected, protocol.Seed));
        Assert.Equal(protocol, CensusProtocol.Parse(protocol.Name));
    }

    [Theory]
    [InlineData("paper", null, null, "must be one of kdd-test-only, official, generated")]
    [InlineData("official-seed1-corrected", null, null, "whole number")]
    [InlineData("official", "right", null, "--labels must be official or corrected; found 'right'.")]
    [InlineData("official-corrected", "official", null, "the same labels; found official")]
    [InlineData("official-seed1", null, "2", "the same seed; found 2")]
    [InlineData("official", null, "4294967296", "--seed must lie in [0, 4294967295]")]
    public void AContradictionIsNamed(string name, string? labels, string? seed, string because) =>
        Assert.Contains(because, Assert.Throws<PmlException>(() => CensusProtocol.Parse(name, labels, seed)).Message, StringComparison.Ordinal);
}
