using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PML.Support;

namespace PML.Training;

/// <summary>Run records to and from JSON: the front lies among the metrics.</summary>
internal static class RunRecordJson
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(RunRecord record)
    {
        foreach (var (name, value) in record.Metrics.Append(new("seconds", record.Seconds)).Concat(record.Front.Concat(record.ValidFront).SelectMany(p => p).Select(v => KeyValuePair.Create("front", v)))
                     .Concat(record.Curves.SelectMany(curve => curve.Value, (curve, v) => KeyValuePair.Create(curve.Key, v))))
            if (!double.IsFinite(value)) throw new PmlException($"The metric '{name}' of {record} is {value}: a run record holds finite numbers only. Leave out what diverged.");
        if (record.Metrics.ContainsKey("front")) throw new PmlException($"The metric name 'front' of {record} is taken: give the points to Front.");
        return Node(record).ToJsonString(Format);
    }

    internal static JsonObject Node(RunRecord record)
    {
        var metrics = new JsonObject();
        foreach (var (name, value) in record.Metrics) metrics[name] = value;
        if (record.Front.Count > 0) metrics["front"] = Rows(record.Front);
        var root = new JsonObject
        {
            ["schema"] = record.Schema,
            ["experiment"] = record.Experiment,
            ["method"] = record.Method,
            ["seed"] = record.Seed,
            ["scale"] = record.Scale,
            ["config"] = record.Config.DeepClone(),
            ["data"] = new JsonObject { ["name"] = record.Data.Name, ["protocol"] = record.Data.Protocol, ["sha256"] = record.Data.Sha256 },
            ["engine"] = record.Engine,
            ["library"] = record.Library,
            ["device"] = record.Device,
            ["commit"] = record.Commit,
            ["command"] = record.Command,
            ["seconds"] = record.Seconds,
            ["metrics"] = metrics,
        };
        // What not every run has is left out, so that a record of before reads and writes the same.
        if (record.ValidFront.Count > 0) root["validFront"] = Rows(record.ValidFront);
        if (record.Curves.Count > 0) root["curves"] = new JsonObject(record.Curves.Select(curve => KeyValuePair.Create(curve.Key, (JsonNode?)Row(curve.Value))));
        return root;
    }

    private static JsonArray Rows(IEnumerable<double[]> rows) => new([.. rows.Select(Row)]);

    private static JsonArray Row(IEnumerable<double> numbers) => new([.. numbers.Select(number => JsonValue.Create(number))]);

    /// <summary>The record of one line.</summary>
    /// <exception cref="FormatException">The line is no run record; the message says why.</exception>
    internal static RunRecord Read(string line)
    {
        try
        {
            return Read(Parse(line));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // Half a character.
            throw new FormatException($"it holds text that is none ({e.Message})", e);
        }
    }

    /// <summary>Whether a line says itself that it is of another version of the format.</summary>
    internal static bool HasOtherSchema(string line)
    {
        try
        {
            return Parse(line)["schema"] is JsonValue value && value.TryGetValue<int>(out var schema) && schema != RunRecord.CurrentSchema;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static RunRecord Read(JsonObject root)
    {
        var schema = Value<int>(root, "schema");
        if (schema != RunRecord.CurrentSchema)
            throw new FormatException($"its schema is {schema}, and this library reads {RunRecord.CurrentSchema}");
        var data = Object(root, "data");
        var metrics = Object(root, "metrics");
        return new RunRecord
        {
            Schema = schema,
            Experiment = Value<string>(root, "experiment"),
            Method = Value<string>(root, "method"),
            Seed = Value<long>(root, "seed"),
            Scale = Value<string>(root, "scale"),
            Config = (JsonObject)Object(root, "config").DeepClone(),
            Data = new(Value<string>(data, "name"), Value<string>(data, "protocol"), Value<string>(data, "sha256")),
            Engine = Value<string>(root, "engine"),
            Library = root.ContainsKey("library") ? Value<int>(root, "library") : 1,
            Device = Value<string>(root, "device"),
            Commit = Value<string>(root, "commit"),
            Command = Value<string>(root, "command"),
            Seconds = Value<double>(root, "seconds"),
            Metrics = metrics.Where(m => m.Key != "front").ToDictionary(m => m.Key, m => Value<double>(metrics, m.Key)),
            Front = metrics["front"] is { } front ? Points(front, "front") : [],
            ValidFront = root["validFront"] is { } valid ? Points(valid, "validFront") : [],
            Curves = root.ContainsKey("curves") ? Object(root, "curves").ToDictionary(c => c.Key, IReadOnlyList<double> (c) => Line(c.Value, c.Key)) : [],
        };
    }

    private static JsonObject Parse(string line)
    {
        try
        {
            var root = JsonNode.Parse(line) as JsonObject ?? throw new FormatException("it is no JSON object");
            // A name that is there twice shows only when its object is looked at.
            LookAt(root);
            return root;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"it is no whole JSON object ({e.Message})", e);
        }
    }

    private static void LookAt(JsonNode? node)
    {
        foreach (var inner in node switch { JsonObject group => group.Select(pair => pair.Value), JsonArray list => list, _ => [] }) LookAt(inner);
    }

    private static JsonObject Object(JsonObject parent, string name) =>
        parent[name] as JsonObject ?? throw new FormatException($"'{name}' must be an object");

    private static T Value<T>(JsonObject parent, string name) =>
        parent[name] is JsonValue value && value.TryGetValue<T>(out var found) && found is not double.PositiveInfinity and not double.NegativeInfinity
            ? found : throw new FormatException($"'{name}' must be {(typeof(T) == typeof(string) ? "text" : typeof(T) == typeof(int) || typeof(T) == typeof(long) ? "an integer" : "a number")}");

    private static List<double[]> Points(JsonNode node, string name)
    {
        if (node is not JsonArray { Count: > 0 } rows || rows.Any(row => row is not JsonArray { Count: > 0 }))
            throw new FormatException($"'{name}' must be an array of points");
        var points = rows.Select(row => Line(row, name)).ToList();
        return points.TrueForAll(p => p.Length == points[0].Length) ? points : throw new FormatException($"the points of '{name}' must have one length");
    }

    private static double[] Line(JsonNode? node, string name) => node is JsonArray { Count: > 0 } line
        ? [.. line.Select(v => v is JsonValue n && n.TryGetValue<double>(out var d) && double.IsFinite(d) ? d : throw new FormatException($"'{name}' must hold numbers"))]
        : throw new FormatException($"'{name}' must be an array of numbers");
}
