using System.Collections;
using System.Net;
using PML.Support;
using PML.Tables;
using PML.Training;

namespace PML.Experiments;

/// <summary>Finished runs as results files hold them: filter them, then group them, or hand them to a figure or a table. Notebooks show it by itself.</summary>
/// <remarks>
/// The names of settings are those of the record: "experiment", "method", "seed", "scale", "protocol", "engine", "device", and
/// every option of the run, e.g. "window" or, where several have that name, "method.window". Capitals do not matter.
/// </remarks>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class RecordSelection : IReadOnlyList<RunRecord>
{
    private const int Named = 4;
    private readonly RunRecord[] _records;
    private readonly Lazy<Dictionary<string, string>[]> _settings;

    internal RecordSelection(IEnumerable<RunRecord> records, IReadOnlyList<SetAside> setAside)
    {
        (_records, SetAside) = ([.. records], setAside);
        _settings = new(() => [.. _records.Select(RecordSettings.Of)]);
    }

    /// <summary>The lines that do not count, in the order of the files; empty where all is well.</summary>
    public IReadOnlyList<SetAside> SetAside { get; }

    /// <inheritdoc/>
    public int Count => _records.Length;

    /// <inheritdoc/>
    public RunRecord this[int index] => _records[index];

    /// <summary>Some of the runs.</summary>
    /// <param name="condition">True for a run that stays.</param>
    /// <returns>Those runs, perhaps none.</returns>
    public RecordSelection Where(Func<RunRecord, bool> condition) => new(_records.Where(condition), SetAside);

    /// <summary>The runs with a certain setting.</summary>
    /// <param name="name">The setting's name, e.g. "window" or "protocol".</param>
    /// <param name="values">What it must be, one of these; null for a setting that is none.</param>
    /// <returns>At least one run.</returns>
    /// <exception cref="PmlException">No run has a setting of this name, or none of these values.</exception>
    public RecordSelection Where(string name, params object?[]? values)
    {
        var path = Find(name);
        string[] wanted = [.. (values ?? [null]).Select(RecordSettings.Text)];
        var found = _records.Where((_, i) => _settings.Value[i].TryGetValue(path, out var value) && wanted.Any(text => RecordSettings.Same(value, text))).ToArray();
        return found.Length > 0 ? new(found, SetAside)
            : throw new PmlException($"None of these runs has {name} = {string.Join(" or ", wanted)}; there {Values(path) switch { [var one] => $"is {one}", var all => $"are {string.Join(", ", all)}" }}.");
    }

    /// <summary>The runs in groups, each summed up by mean, deviation and confidence interval.</summary>
    /// <param name="names">The settings that a group has in common, e.g. "window", "lambda". None: the method, and before it experiment, protocol and scale where the runs differ in them.</param>
    /// <returns>The table, ordered by these settings; see <see cref="ResultSummary.Show"/> for its metrics.</returns>
    /// <exception cref="PmlException">There are no runs, or no run has a setting of this name.</exception>
    public ResultSummary GroupBy(params string[] names)
    {
        if (Count == 0) throw new PmlException("There are no runs to group.");
        if (names.Length == 0) names = [.. new[] { "experiment", "protocol", "scale" }.Where(name => Values(Find(name)).Length > 1), "method"];
        string[] paths = [.. names.Select(Find)];
        var groups = Enumerable.Range(0, Count)
            .Select(place => (Place: place, Values: (string[])[.. paths.Select(path => _settings.Value[place].GetValueOrDefault(path, RecordSettings.Missing))]))
            .GroupBy(run => string.Join('\n', run.Values))
            .Select(runs => (runs.First().Values, Places: (int[])[.. runs.Select(run => run.Place)]));
        for (var i = names.Length - 1; i >= 0; i--)
        {
            var column = i; // the sort is stable: the first name counts most
            groups = groups.OrderBy(group => group.Values[column], RecordSettings.Order).ToArray();
        }

        return new ResultSummary(names, [.. groups.Select(group => new SummaryGroup(group.Values, [.. group.Places.Select(place => _records[place])]))],
            [.. groups.SelectMany(group => RecordSettings.Varying([.. group.Places.Select(place => _settings.Value[place])])).Distinct()]);
    }

    /// <inheritdoc/>
    public IEnumerator<RunRecord> GetEnumerator() => _records.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>How many runs of which methods, and a line for each kind of what does not count.</summary>
    /// <returns>Lines with "\n" between them.</returns>
    public override string ToString() => string.Join('\n', Describe());

    private string Find(string name) => RecordSettings.Find(name, [.. _settings.Value.SelectMany(run => run.Keys).Distinct()]);

    private string[] Values(string path) => [.. _settings.Value.Where(run => run.ContainsKey(path)).Select(run => run[path]).Distinct().Order(RecordSettings.Order)];

    private IEnumerable<string> Describe()
    {
        var methods = _records.GroupBy(record => record.Method).Select(runs => $"{runs.Key} ({runs.Count()})");
        yield return Count == 0 ? "No runs" : StandIn.Mark($"{Number(Count, "run")}: {string.Join(", ", methods)}", _records);
        foreach (var kind in SetAside.GroupBy(line => line.Kind).OrderBy(lines => lines.Key))
        {
            var places = string.Join("; ", kind.Take(Named)) + (kind.Count() > Named ? $"; and {kind.Count() - Named} more" : "");
            yield return $"Set aside, {Number(kind.Count(), "line")} {Kind(kind.Key)}: {places}";
        }
    }

    private static string Kind(SetAsideKind kind) => kind switch
    {
        SetAsideKind.Malformed => "no run record",
        SetAsideKind.OtherSchema => "of another schema",
        _ => "repeated later",
    };

    private static string Number(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";

    private sealed class Formatters
    {
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new TypeFormatter<RecordSelection>("text/html", runs => string.Concat(runs.Describe().Select(line => $"<p>{WebUtility.HtmlEncode(line)}</p>\n"))),
            new TypeFormatter<RecordSelection>("text/plain", runs => runs.ToString()),
        ];
    }
}
