using PML.NativeMend;
using PML.Tests.Support;

namespace PML.Tests.Native;

public sealed class WeakNeedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0x4000)]
    public void OnlyTheFlagsOfThatNeedChange(long loadedAt)
    {
        var (library, flags) = new ElfLibrary { Base = loadedAt }.Write();
        var before = (byte[])library.Clone();
        var marked = WeakNeed.Mark(library, ElfLibrary.Version);
        Assert.Equal(before, library);
        Assert.Equal(2, marked[flags]);
        before[flags] = 2;
        Assert.Equal(before, marked);
    }

    [Fact]
    public void ALibraryThatUsesASymbolOfTheVersionIsRefusedByItsName()
    {
        foreach (var used in (ElfLibrary[])[new() { IsUsed = true }, new() { IsUsedAsFunction = true }])
            Assert.Equal($"it uses _ZSt21ios_base_library_initv of {ElfLibrary.Version}", Refusal(used.Write().Bytes));
    }

    [Fact]
    public void ALibraryWithoutTheNeedIsRefused()
    {
        Assert.Equal($"it does not need {ElfLibrary.Version}", Refusal(new ElfLibrary { Needed = "GLIBCXX_3.4.99" }.Write().Bytes));
        Assert.Equal("it is no 64-bit ELF file", Refusal("no library at all, but a text of more than sixty-four bytes, which is a header's length"u8.ToArray()));
        Assert.Equal("it is no 64-bit ELF file", Refusal([]));
    }

    [Fact]
    public void ATruncatedLibraryIsRefusedWhereverItEnds()
    {
        var library = new ElfLibrary().Write().Bytes;
        for (var length = 0; length < library.Length - 12; length++) Assert.NotEmpty(Refusal(library[..length]));
    }

    [Fact]
    public void DamagedLibrariesAreRefusedOrMarkedWithinTheirTables()
    {
        var library = new ElfLibrary().Write().Bytes;
        var refused = 0;
        foreach (var damaged in Mutations.Of(library, 10_000, seed: 1))
        {
            try
            {
                Assert.Equal(damaged.Length, WeakNeed.Mark(damaged, ElfLibrary.Version).Length);
            }
            catch (UnknownFormatException e)
            {
                Assert.StartsWith("it", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 3_000, 9_999);
    }

    [SkippableFact]
    public void TorchSharpsOwnLibraryDiffersInOneBit()
    {
        var package = Path.Combine(PackageFolder(), "torchsharp", "0.107.0", "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        Skip.IfNot(File.Exists(package), $"{package} is not here.");
        var library = File.ReadAllBytes(package);
        var marked = WeakNeed.Mark(library, ElfLibrary.Version);
        var place = Assert.Single(Enumerable.Range(0, library.Length), i => library[i] != marked[i]);
        Assert.Equal((0, 2), (library[place], marked[place]));
        // What this build took is one of the two.
        var taken = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));
        Assert.True(taken.AsSpan().SequenceEqual(library) || taken.AsSpan().SequenceEqual(marked));
    }

    private static string PackageFolder() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string Refusal(byte[] library) => Assert.Throws<UnknownFormatException>(() => WeakNeed.Mark(library, ElfLibrary.Version)).Message;
}
