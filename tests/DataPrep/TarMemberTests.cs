using PML.DataPrep;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class TarMemberTests
{
    [Fact]
    public void TheStreamStandsAtTheFilesFirstByte()
    {
        var tar = new MemoryStream(CensusFixture.Tar("any/folder/"));
        Assert.Equal(5, TarMember.Find(tar, "census-income.names", "x"));
        Assert.Equal("about"u8.ToArray(), tar.ToArray()[(int)tar.Position..][..5]);
    }

    [Fact]
    public void ADamagedArchiveIsRefusedOrRead()
    {
        // Unpacked, so that the damage reaches the headers.
        var (read, refused) = Mutations.Survive(CensusFixture.Tar(), 10_000, seed: 2, damaged => TarMember.Find(new MemoryStream(damaged), CensusFiles.Test.Name, "x"), _ => 1 << 17);
        Assert.True(read > 100 && refused > 100, $"{read} read, {refused} refused");
    }

    [Fact]
    public void ASizeThatTheArchiveDoesNotHaveIsRefusedWithoutAllocatingIt()
    {
        var tar = CensusFixture.Tar();
        "77777777777\0"u8.CopyTo(tar.AsSpan(124));
        long sum = 8 * ' ';
        for (var i = 0; i < 512; i++) sum += i is >= 148 and < 156 ? 0 : tar[i];
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);
        Assert.Contains("it ends early", Assert.Throws<PmlException>(() => TarMember.Find(new MemoryStream(tar), CensusFiles.Test.Name, "x")).Message, StringComparison.Ordinal);
    }
}
