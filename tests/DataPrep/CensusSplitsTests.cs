using PML.DataPrep;
using PML.Support;
using PML.Tests.Data;

namespace PML.Tests.DataPrep;

public sealed class CensusSplitsTests
{
    [Fact]
    public void TheGeneratorIsMersenneTwister()
    {
        // The C++ standard's value for its default seed.
        var random = new NumPyRandom(5489);
        for (var i = 1; i < 10_000; i++) random.NextUInt32();
        Assert.Equal(4123659995u, random.NextUInt32());
        // numpy.random.RandomState(0).permutation(10), in many a tutorial.
        Assert.Equal([2, 8, 4, 9, 1, 6, 7, 3, 0, 5], new NumPyRandom(0).Permutation(10));
    }

    [SkippableFact]
    public void NumPyPermutesAlike()
    {
        Python.SkipIfAbsent();
        var numbers = Python.Check("import numpy as np; print(*np.random.RandomState(7).permutation(1000), *np.random.RandomState(4294967295).permutation(33))");
        Assert.Equal(numbers, string.Join(' ', new NumPyRandom(7).Permutation(1000).Concat(new NumPyRandom(uint.MaxValue).Permutation(33))));
    }

    [Fact]
    public void OneFileIsSplitInThree()
    {
        var splits = CensusSplits.OneFile(99_762, 0);
        Assert.Equal((53_206, 13_302, 33_254), (splits.Train.Length, splits.Valid.Length, splits.Test.Length));
        Assert.Equal(Enumerable.Range(0, 99_762), splits.Train.Concat(splits.Valid).Concat(splits.Test).Order());
        Assert.Equal(splits.Fitted.Order(), splits.Train.Concat(splits.Valid).Order());
        Assert.NotEqual(splits.Test, CensusSplits.OneFile(99_762, 1).Test);
    }

    [Fact]
    public void OfTwoFilesTheSecondTestsAndAFifthOfTheFirstValidates()
    {
        var splits = CensusSplits.TwoFiles(199_523, 299_285, 0);
        Assert.Equal(Enumerable.Range(199_523, 99_762), splits.Test);
        Assert.Equal(Enumerable.Range(0, 199_523), splits.Fitted);
        Assert.Equal(39_905, splits.Valid.Length);
        Assert.Equal(Enumerable.Range(0, 199_523), splits.Train.Concat(splits.Valid).Order());
        Assert.Equal(new NumPyRandom(0).Permutation(199_523)[..39_905], splits.Valid);
    }

    [Fact]
    public void AFewRowsAreNotSplit() => Assert.Contains("at least 30 sound rows", Assert.Throws<PmlException>(() => CensusSplits.OneFile(29, 0)).Message, StringComparison.Ordinal);

    [Fact]
    public void NumbersAreScaledByTheFittedRowsAlone()
    {
        var table = new CensusTable();
        foreach (var number in new double[] { 1, 5, 100 }) table.Add([number, 1, 7, number, 0, 0, 0], new ushort[CensusSchema.Codes], age: false, education: true);
        var scaling = new CensusScaling(table, [0, 1]);
        Assert.Equal((3, 2), (scaling.Mean[0], scaling.Deviation[0]));
        // The sex stays; a column of equal numbers is shifted.
        Assert.Equal([-1, 1, 0, -1, 0, 0, 0, 48.5f, 1, 0, 48.5f, 0, 0, 0], scaling.Scaled([0, 2]));
    }
}
