using System.Globalization;
using System.Text.Json.Nodes;
using PML.Support;
using PML.Training;

namespace PML.Experiments;

/// <summary>What a run record says of how its run was made, by name: "seed", "data.protocol", "config.method.window".</summary>
internal static class RecordSettings
{
    /// <summary>What stands for a setting that a run does not have, as a baseline has no window.</summary>
    internal const string Missing = "–";

    // What came out of the run, or how it was called.
    private static readonly string[] NoSettings = ["schema", "command", "seconds", "metrics", "validFront", "curves"];

    // Runs that differ in nothing but these are repetitions.
    private static readonly string[] OfARepetition = ["seed", "engine", "device", "commit"];

    /// <summary>The settings of a run, as one would type them.</summary>
    internal static Dictionary<string, string> Of(RunRecord record)
    {
        var found = new Dictionary<string, string>();
        foreach (var (name, value) in RunRecordJson.Node(record))
            if (!NoSettings.Contains(name)) Add(found, name, value);
        return found;
    }

    /// <summary>The setting that a name means: that of this name, or the one nearest to the record's top whose last parts it is.</summary>
    /// <exception cref="PmlException">There is none, or there are several.</exception>
    internal static string Find(string name, IReadOnlyCollection<string> paths)
    {
        string[] ending = [.. paths.Where(path => path.Equals(name, StringComparison.OrdinalIgnoreCase) || path.EndsWith("." + name, StringComparison.OrdinalIgnoreCase))];
        if (ending.Length == 0) throw new PmlException($"These runs have no setting '{name}'; they have {string.Join(", ", paths.Select(Short).Distinct())}.");
        string[] nearest = [.. ending.GroupBy(Depth).MinBy(same => same.Key)!];
        return nearest.Length == 1 ? nearest[0] : throw new PmlException($"The setting '{name}' may be {string.Join(" or ", nearest)}: write one of these.");
    }

    /// <summary>The settings in which some runs differ, repetitions apart.</summary>
    internal static IEnumerable<string> Varying(IReadOnlyCollection<Dictionary<string, string>> runs) =>
        runs.SelectMany(run => run.Keys).Distinct().Except(OfARepetition).Where(path => runs.Select(run => run.GetValueOrDefault(path)).Distinct().Skip(1).Any()).Select(Short).Distinct();

    /// <summary>Whether two texts are one value: the same number, or the same word in capitals or not.</summary>
    internal static bool Same(string a, string b) => Number(a) is { } x && Number(b) is { } y ? x.Equals(y) : a.Equals(b, StringComparison.OrdinalIgnoreCase);

    /// <summary>A value as text that <see cref="Same"/> compares.</summary>
    internal static string Text(object? value) => value switch
    {
        null => "none",
        IEnumerable<double> numbers => string.Join(",", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Numbers by size, then words by letter.</summary>
    internal static IComparer<string> Order { get; } = Comparer<string>.Create((a, b) => (Number(a), Number(b)) switch
    {
        ({ } x, { } y) => x.CompareTo(y),
        ({ }, null) => -1,
        (null, { }) => 1,
        _ => string.CompareOrdinal(a, b),
    });

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Add(Dictionary<string, string> found, string path, JsonNode? value)
    {
        if (value is not JsonObject inner) found[path] = Text(value);
        else
            foreach (var (name, part) in inner) Add(found, $"{path}.{name}", part);
    }

    private static string Text(JsonNode? value) => value switch
    {
        null or JsonArray { Count: 0 } => "none",
        JsonArray list when list.All(item => item is JsonValue) => string.Join(",", list.Select(Text)),
        JsonValue word when word.TryGetValue<string>(out var text) => text,
        _ => RunConfig.Canonical(value),
    };

    // The word that is enough to name it, most times.
    private static string Short(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static int Depth(string path) => path.Count(letter => letter == '.');
}
