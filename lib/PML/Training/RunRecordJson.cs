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
        foreach (var (name, value) in record.Metrics.Append(new("seconds", record.Seconds)).Concat(record.Front.SelectMany(p => p).Select(v => KeyValuePair.Create("front", v))))
            if (!double.IsFinite(value)) throw new PmlException($"The metric '{name}' of {record} is {value}: a run record holds finite numbers only. Leave out what diverged.");
        if (record.Metrics.ContainsKey("front")) throw new PmlException($"The metric name 'front' of {record} is taken: give the points to Front.");
        return Node(record).ToJsonString(Format);
    }

    internal static JsonObject Node(RunRecord record)
    {
        var metrics = new JsonObject();
        foreach (var (name, value) in record.Metrics) metrics[name] = value;
        if (record.Front.Count > 0)
            metrics["front"] = new JsonArray([.. record.Front.Select(point => new JsonArray([.. point.Select(v => JsonValue.Create(v))]))]);
        return new JsonObject
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
    }

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
            Front = metrics["front"] is { } front ? Points(front) : [],
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

    private static List<double[]> Points(JsonNode front)
    {
        if (front is not JsonArray { Count: > 0 } rows || rows.Any(row => row is not JsonArray { Count: > 0 }))
            throw new FormatException("'front' must be an array of points");
        var points = rows.Select(row => row!.AsArray().Select(v => v is JsonValue n && n.TryGetValue<double>(out var d) && double.IsFinite(d) ? d : throw new FormatException("'front' must hold numbers")).ToArray()).ToList();
        return points.TrueForAll(p => p.Length == points[0].Length) ? points : throw new FormatException("the points of 'front' must have one length");
    }
}
