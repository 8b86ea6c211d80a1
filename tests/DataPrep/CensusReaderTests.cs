using PML.DataPrep;
using PML.Support;

namespace PML.Tests.DataPrep;

public sealed class CensusReaderTests
{
    private readonly List<string> log = [];

    [Fact]
    public void TheSchemaHasTheReleasedCodes468Features()
    {
        Assert.Equal((42, 7, 29, 468), (CensusSchema.Columns.Count, CensusSchema.Values, CensusSchema.Codes, CensusSchema.Features));
        // Every feature belongs to one column.
        var features = CensusSchema.Columns.Zip(CensusSchema.FirstFeature).Where(column => column.Second >= 0)
            .SelectMany(column => Enumerable.Range(column.Second, column.First.IsValue ? 1 : column.First.Categories.Count));
        Assert.Equal(Enumerable.Range(0, 468), features.Order());
        Assert.All(CensusSchema.Columns, column => Assert.Equal(column.Categories.Count, column.Categories.Distinct().Count()));
    }

    [Fact]
    public void ARowBecomesNumbersPlacesAndLabels()
    {
        var (table, report) = Read(CensusFixture.Text(CensusFixture.Row));
        Assert.Equal((1, 1, 0, 0), (table.Count, report.Rows, report.LeftOut, report.Malformed));
        Assert.Equal([460, 1, 10, 20, 30, 1032.38, 52], Enumerable.Range(0, 7).Select(value => table.Value(0, value)));
        Assert.Equal([0, 1], table.Labels([0]));
        // Worked out from the documentation's columns: class of worker is the first with categories, "Private" its fifth; then 52 industries from 7 + 9 on.
        var codes = table.Codes([0]);
        Assert.Equal([7 + 4, 7 + 9 + 6, 7 + 9 + 52 + 36], codes[..3].Select(code => (int)code));
        // The last columns: 3 codes, 3 answers, 3 codes, 2 incomes.
        Assert.Equal([457 + 0, 460 + 0, 463 + 2, 466 + 0], codes[^4..].Select(code => (int)code));
    }

    [Theory]
    [InlineData("AAGE", "39", 0, 1)]
    [InlineData("AAGE", "40", 1, 1)]
    [InlineData("AHGA", " High school graduate", 0, 0)]
    [InlineData("AHGA", " Some college but no degree", 0, 1)]
    [InlineData("AHGA", " Doctorate degree(PhD EdD)", 0, 1)]
    public void TheTasksAreAgeAndEducation(string column, string value, byte age, byte education) =>
        Assert.Equal([age, education], Read(CensusFixture.Text(CensusFixture.With(column, value))).Table.Labels([0]));

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void AMastersDegreeIsCollegeInTheCorrectedLabelsAlone(bool corrected, byte education) =>
        Assert.Equal([0, education], Read(CensusFixture.Text(CensusFixture.With("AHGA", " Masters degree(MA MS MEng MEd MSW MBA)")), corrected).Table.Labels([0]));

    [Theory]
    [InlineData("AAGE", "-1", "AAGE must be a whole number from 0 to 150; found '-1'.")]
    [InlineData("AAGE", "4x", "AAGE must be a whole number from 0 to 150; found '4x'.")]
    [InlineData("MARSUPWT", " NaN", "MARSUPWT must be a number from 0 to 1000000; found 'NaN'.")]
    [InlineData("DIVVAL", " 1e300", "DIVVAL must be a number from 0 to 1000000; found '1e300'.")]
    [InlineData("ARACE", " Green", "ARACE must be one of its 5 categories; found 'Green'.")]
    [InlineData("INCOME", " - 50000., 1", "a row must have 42 columns; found more.")]
    public void ADamagedRowIsNamedCountedAndSkipped(string column, string value, string problem)
    {
        var (table, report) = Read(CensusFixture.Text(CensusFixture.Row, CensusFixture.With(column, value), CensusFixture.Row));
        Assert.Equal((2, 2, 1, 3), (table.Count, report.Rows, report.Malformed, report.Seen));
        Assert.Equal($"table, row 2: {problem} The row is skipped.", Assert.Single(log));
    }

    [Fact]
    public void TheCategoryThatTheReleasedCodeLeavesOutIsLeftOut()
    {
        var (table, report) = Read(CensusFixture.Text(CensusFixture.Row, CensusFixture.With("HHDFMX", " " + CensusSchema.LeftOut)));
        Assert.Equal((1, 1, 1, 0), (table.Count, report.Rows, report.LeftOut, report.Malformed));
        Assert.Empty(log);
    }

    [Fact]
    public void LineEndsAndBlankLinesDoNotMatter()
    {
        var (table, report) = Read(CensusFixture.Text(CensusFixture.Row.Replace("\n", "\r\n", StringComparison.Ordinal), "\n", "\r\n", CensusFixture.Row.TrimEnd('\n')));
        Assert.Equal((2, 0), (table.Count, report.Malformed));
        Assert.Equal(table.Codes([0]), table.Codes([1]));
    }

    [Theory]
    [InlineData("", "it has no row of them")]
    [InlineData("a,b\n", "it has no row of them")]
    [InlineData("a\na\na\na\na\na\na\n", "table must be a Census table; 6 of its first 6 rows are damaged. table, row 6: AAGE must be a whole number from 0 to 150; found 'a'.")]
    public void AnotherFileIsRefused(string text, string because) =>
        Assert.Contains(because, Assert.Throws<PmlException>(() => Read(CensusFixture.Text(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void ARowWithoutAnEndIsRefusedInBoundedMemory() =>
        Assert.Contains("row 2 is longer", Assert.Throws<PmlException>(() => Read(CensusFixture.Text(CensusFixture.Row, new string('x', 1 << 20)))).Message, StringComparison.Ordinal);

    [Fact]
    public void AFileShorterThanItsArchiveSaysIsRefused() =>
        Assert.Contains("must have 1000000 bytes; it ends after", Assert.Throws<PmlException>(() => Read(CensusFixture.Text(CensusFixture.Row), length: 1_000_000)).Message, StringComparison.Ordinal);

    private (CensusTable Table, CensusFileReport Report) Read(byte[] text, bool corrected = false, long? length = null)
    {
        var table = new CensusTable();
        return (table, new CensusReader(corrected, log.Add).Read(table, new MemoryStream(text), "table", length, CancellationToken.None));
    }
}
