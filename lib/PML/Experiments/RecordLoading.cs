using PML.Training;

namespace PML.Experiments;

/// <summary>Reads results files whatever is in them, and says which lines do not count.</summary>
/// <remarks><see cref="RunRecords.Load"/> stops at the first such line: a training must not take a damaged file for an empty one.</remarks>
internal static class RecordLoading
{
    private const int LongestReason = 200;

    private sealed record Entry(string File, int Line, RunRecord? Record, SetAside? Aside)
    {
        internal RunSetup? Setup { get; } = Record?.Setup;
    }

    internal static RecordSelection Load(IEnumerable<string> patterns)
    {
        // A file that two patterns match is read twice, and counts once.
        Entry[] lines = [.. patterns.SelectMany(RunRecords.Lines).DistinctBy(line => (Path.GetFullPath(line.File), line.Number)).Select(line => Read(line.File, line.Number, line.Text))];
        var newest = new Dictionary<RunSetup, Entry>();
        foreach (var line in lines)
            if (line.Setup is not null) newest[line.Setup] = line;
        var aside = new List<SetAside>();
        var records = new List<RunRecord>();
        foreach (var line in lines)
        {
            if ((line.Aside ?? Repeated(line, newest[line.Setup!])) is { } wrong) aside.Add(wrong);
            else records.Add(line.Record!);
        }

        return new RecordSelection(records, aside);
    }

    private static Entry Read(string file, int number, string text)
    {
        try
        {
            return new Entry(file, number, RunRecordJson.Read(text), null);
        }
        catch (FormatException e)
        {
            var kind = RunRecordJson.HasOtherSchema(text) ? SetAsideKind.OtherSchema : SetAsideKind.Malformed;
            var reason = e.Message.Length > LongestReason ? e.Message[..LongestReason] + "..." : e.Message;
            return new Entry(file, number, null, new SetAside(kind, file, number, reason));
        }
    }

    private static string Numbers(RunRecord record) => RunConfig.Canonical(RunRecordJson.Node(record)["metrics"]);

    private static SetAside? Repeated(Entry line, Entry newest)
    {
        if (ReferenceEquals(line, newest)) return null;
        var (earlier, later) = (line.Record!, newest.Record!);
        var same = Numbers(earlier) == Numbers(later);
        var place = line.File == newest.File ? $"line {newest.Line}" : $"{newest.File}, line {newest.Line}";
        return new SetAside(SetAsideKind.Repeated, line.File, line.Line, $"{earlier}: again in {place}, with {(same ? "the same" : "other")} numbers");
    }
}
