namespace PML.Tests.Support;

public sealed class MutationsTests
{
    private static readonly byte[] Valid = [.. "HEAD 12 x 34\n"u8, .. Enumerable.Range(0, 200).Select(value => (byte)value)];

    [Fact]
    public void EqualSeedsGiveEqualCopiesAndTheOriginalStays()
    {
        byte[] before = [.. Valid];
        Assert.Equal(Mutations.Of(Valid, 500, 1), Mutations.Of(Valid, 500, 1));
        Assert.NotEqual(Mutations.Of(Valid, 500, 1), Mutations.Of(Valid, 500, 2));
        Assert.Equal(before, Valid);
        Assert.Equal(500, Mutations.Of([7], 500, 3).Count());
    }

    [Fact]
    public void CopiesAreShorterLongerAndAlteredInHeadAndBody()
    {
        var copies = Mutations.Of(Valid, 2_000, 0).ToList();
        Assert.InRange(copies.Count(copy => copy.Length < Valid.Length), 200, 1_000);
        Assert.InRange(copies.Count(copy => copy.Length > Valid.Length), 200, 1_000);
        Assert.True(copies.Count(copy => !copy.SequenceEqual(Valid)) > 1_900);
        Assert.Contains(copies, copy => copy.AsSpan().StartsWith(Valid.AsSpan(0, 64)));
        Assert.Contains(copies, copy => copy.AsSpan().IndexOf("0000000"u8) >= 0 || copy.AsSpan().IndexOf("9999999"u8) >= 0);
        Assert.Contains(copies, copy => copy.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x7F, 0xFF, 0xFF, 0xFF]) >= 0);
    }

    [Fact]
    public void AReaderThatCrashesOrAllocatesTooMuchIsFound()
    {
        Assert.Equal((5, 0), Mutations.Survive(Valid, 5, 0, _ => { }, _ => 1_000));
        Assert.Equal((0, 5), Mutations.Survive(Valid, 5, 0, _ => throw new PML.Support.PmlException("Refused."), _ => 10_000));
        Assert.Contains("IndexOutOfRange", Assert.ThrowsAny<Exception>(() => Mutations.Survive(Valid, 5, 0, _ => throw new IndexOutOfRangeException(), _ => 10_000)).Message, StringComparison.Ordinal);
        Assert.Contains("allocated", Assert.ThrowsAny<Exception>(() => Mutations.Survive(Valid, 5, 0, _ => GC.KeepAlive(new byte[20_000]), _ => 10_000)).Message, StringComparison.Ordinal);
    }
}
