using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using PML.Support;

namespace PML.Figures;

/// <summary>Values as plotly.js reads them.</summary>
internal static class PlotlyJson
{
    // Letters of every language stay readable; <, > and & are escaped, so that the text may stand inside a script element.
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal static string Text(JsonNode node) => node.ToJsonString(Format);

    /// <summary>Puts a value at a dotted path, e.g. "marker.line.width"; null takes the entry away.</summary>
    internal static void Put(JsonObject target, string path, object? value)
    {
        var parts = path.Split('.');
        foreach (var part in parts[..^1])
        {
            if (target[part] is not JsonObject inner) target[part] = inner = [];
            target = inner;
        }

        if (value is null) target.Remove(parts[^1]);
        else target[parts[^1]] = Node(value);
    }

    /// <summary>A value as JSON; NaN and infinity become null, which plotly.js draws as a gap.</summary>
    /// <exception cref="PmlException">The value has no counterpart in JSON.</exception>
    internal static JsonNode? Node(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        Trace trace => trace.Json.DeepClone(),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
        float number => float.IsFinite(number) ? JsonValue.Create(number) : null,
        decimal number => JsonValue.Create(number),
        sbyte or byte or short or ushort or int or uint or long or ulong => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        IDictionary<string, object?> map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value)))),
        Array { Rank: 2 } matrix => Rows(matrix),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(Node)]),
        _ => throw new PmlException($"A figure's value must be a number, text, a flag, a list or a dictionary of these; found {value.GetType().Name}."),
    };

    private static JsonArray Rows(Array matrix) => new(
        [.. Enumerable.Range(0, matrix.GetLength(0)).Select(i => new JsonArray(
            [.. Enumerable.Range(0, matrix.GetLength(1)).Select(j => Node(matrix.GetValue(i, j)))]))]);
}
