using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Reads a Census file into a table, row by row; damaged rows are told of, counted and skipped, and too many of them are an error.</summary>
/// <param name="corrected">Whether a Masters degree counts as college; the released code misspells it, so that it does not.</param>
/// <param name="log">Told of damaged rows.</param>
internal sealed class CensusReader(bool corrected, Action<string> log)
{
    // The longest row of the real file has 628 bytes.
    private const int LineBytes = 1 << 13;
    private const int CategoryBytes = 128;
    private const int ToldRows = 5;
    private const int MaximumAge = 150;
    private const double MaximumNumber = 1e6;

    private static readonly Dictionary<string, int>[] Places = [.. CensusSchema.Columns.Select(column => column.Categories.Index().ToDictionary(category => category.Item, category => category.Index))];
    private static readonly string[] College = ["Bachelors", "Some", "Asso", "Doctorate", "Prof"];
    private static readonly HashSet<int>[] CollegePlaces = [Higher(College), Higher([.. College, "Masters"])];

    private readonly double[] values = new double[CensusSchema.Values];
    private readonly ushort[] ones = new ushort[CensusSchema.Codes];
    private readonly HashSet<int> college = CollegePlaces[corrected ? 1 : 0];
    private bool leftOut;

    /// <summary>Adds a file's rows to a table.</summary>
    /// <param name="table">Gets the rows.</param>
    /// <param name="content">The file's text.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="length">Its size, where an archive says it; the rest of the stream is not read.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was in it.</returns>
    /// <exception cref="PmlException">It is no Census file, or ends early.</exception>
    public CensusFileReport Read(CensusTable table, Stream content, string name, long? length, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[LineBytes];
        var report = new CensusFileReport(name, "", 0, 0, 0, 0);
        for (var filled = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = content.Read(buffer, filled, (int)Math.Min(buffer.Length - filled, (length ?? long.MaxValue) - report.Bytes));
            hash.AppendData(buffer, filled, read);
            report = report with { Bytes = report.Bytes + read };
            filled += read;
            var start = 0;
            for (int end; (end = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0; start += end + 1) report = Take(table, buffer.AsSpan(start, end), report);
            if (read == 0)
            {
                if (filled > start) report = Take(table, buffer.AsSpan(start, filled - start), report);
                if (report.Bytes < length) throw new PmlException($"{name} must have {length} bytes; it ends after {report.Bytes}.");
                if (report.Rows == 0) throw new PmlException($"{name} must be a table of {CensusSchema.Columns.Count} columns; it has no row of them.");
                return report with { Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()) };
            }
            if (start == 0 && filled == buffer.Length) throw new PmlException($"{name} must be a table of rows of at most {LineBytes} bytes; row {report.Seen + 1} is longer.");
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
        }
    }

    private CensusFileReport Take(CensusTable table, ReadOnlySpan<byte> line, CensusFileReport report)
    {
        if (line.Trim(" \r"u8).IsEmpty) return report;
        if (Problem(line, out var age, out var education) is not { } problem)
        {
            if (leftOut) return report with { LeftOut = report.LeftOut + 1 };
            table.Add(values, ones, age >= 40, college.Contains(education));
            return report with { Rows = report.Rows + 1 };
        }
        report = report with { Malformed = report.Malformed + 1 };
        var message = $"{report.Name}, row {report.Seen}: {problem}";
        // One row in a hundred is chance; more, and it is another file.
        if (report.Malformed > ToldRows && report.Malformed * 100L > report.Seen) throw new PmlException($"{report.Name} must be a Census table; {report.Malformed} of its first {report.Seen} rows are damaged. {message}");
        if (report.Malformed <= ToldRows) log($"{message} The row is skipped.");
        return report;
    }

    /// <summary>Reads one row into the fields above; says what is wrong with it.</summary>
    private string? Problem(ReadOnlySpan<byte> line, out int age, out int education)
    {
        (age, education, leftOut) = (0, 0, false);
        var (column, value, code) = (0, 0, 0);
        foreach (var range in line.Split((byte)','))
        {
            if (column == CensusSchema.Columns.Count) return $"a row must have {column} columns; found more.";
            var field = line[range].Trim(" \r"u8);
            var schema = CensusSchema.Columns[column];
            switch (schema.Kind)
            {
                case CensusColumnKind.Age:
                    if (!Utf8Parser.TryParse(field, out age, out var used) || used != field.Length || age is < 0 or > MaximumAge) return Wrong(schema, $"a whole number from 0 to {MaximumAge}", field);
                    break;
                case CensusColumnKind.Number:
                    if (!Utf8Parser.TryParse(field, out double number, out var length) || length != field.Length || !(number is >= 0 and <= MaximumNumber)) return Wrong(schema, $"a number from 0 to {MaximumNumber}", field);
                    values[value++] = number;
                    break;
                case CensusColumnKind.Unused:
                    break;
                default:
                    var place = Place(column, field);
                    if (place < 0) return Wrong(schema, $"one of its {schema.Categories.Count} categories", field);
                    if (schema.Kind == CensusColumnKind.Education) education = place;
                    else if (schema.Kind == CensusColumnKind.Binary) values[value++] = place;
                    else ones[code++] = (ushort)(CensusSchema.FirstFeature[column] + place);
                    break;
            }
            column++;
        }
        return column == CensusSchema.Columns.Count ? null : $"a row must have {CensusSchema.Columns.Count} columns; found {column}.";
    }

    /// <summary>A category's place in its column's list; -1 where it is none.</summary>
    private int Place(int column, ReadOnlySpan<byte> field)
    {
        if (field.Length > CategoryBytes) return -1;
        Span<char> text = stackalloc char[field.Length];
        Encoding.Latin1.GetChars(field, text);
        if (CensusSchema.Columns[column].Name == CensusSchema.LeftOutColumn && text is CensusSchema.LeftOut)
        {
            leftOut = true;
            return 0;
        }
        return Places[column].GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var place) ? place : -1;
    }

    private static string Wrong(CensusColumn column, string rule, ReadOnlySpan<byte> found) =>
        $"{column.Name} must be {rule}; found '{Encoding.Latin1.GetString(found[..Math.Min(found.Length, CategoryBytes)])}'.";

    private static HashSet<int> Higher(string[] starts)
    {
        var column = CensusSchema.Columns.Single(column => column.Kind == CensusColumnKind.Education);
        return [.. column.Categories.Index().Where(category => starts.Any(start => category.Item.StartsWith(start, StringComparison.Ordinal))).Select(category => category.Index)];
    }
}
