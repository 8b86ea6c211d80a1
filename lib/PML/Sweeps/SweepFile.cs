using System.Text.Json;
using System.Text.Json.Nodes;
using PML.Experiments;
using PML.Support;

namespace PML.Sweeps;

/// <summary>A sweep as a JSON file; README.md in this folder has an example.</summary>
internal static class SweepFile
{
    private static readonly string[] Grid = ["methods", "settings"], Top = ["experiment", "preset", "scale", "seeds", .. Grid, "grids"];

    /// <summary>Reads a sweep.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The sweep; its runs have been looked at.</returns>
    /// <exception cref="PmlException">The file cannot be read, or something in it is wrong; the message names the file.</exception>
    internal static Sweep Read(string path)
    {
        try
        {
            var sweep = Parse(File.ReadAllText(path));
            _ = sweep.Requests();
            return sweep;
        }
        catch (Exception e) when (e is PmlException or JsonException or ArgumentException)
        {
            throw new PmlException($"{path}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"Cannot read the sweep {path}: {e.Message}", e);
        }
    }

    private static Sweep Parse(string text)
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var top = JsonNode.Parse(text, null, options) as JsonObject ?? throw new PmlException("a sweep is a JSON object, such as {\"experiment\": \"multimnist\"}.");
        Known(top, Top, "the file");
        var experiment = ExperimentCatalogue.Find(Text(top["experiment"] ?? throw new PmlException("\"experiment\" is missing; for instance \"multimnist\"."), "experiment"), Text(top["preset"] ?? "paper", "preset"));
        var start = Within(Sweep.Of(experiment.At(Text(top["scale"] ?? "full", "scale"))), top);
        if (top["seeds"] is { } seeds) start = start.Seeds([.. List(seeds).Select(seed => seed is JsonValue value && value.TryGetValue<long>(out var number) ? number : throw new PmlException($"\"seeds\" must hold integers; found {Shown(seed)}."))]);
        if (top["grids"] is not { } grids) return start;
        if (grids is not JsonArray { Count: > 0 } list) throw new PmlException($"\"grids\" must be a list of objects; found {Shown(grids)}.");
        return list.Select(grid => Within(start, Known(grid as JsonObject ?? throw new PmlException($"each of \"grids\" must be an object; found {Shown(grid)}."), Grid, "a grid"))).Aggregate((all, next) => all.And(next));
    }

    private static Sweep Within(Sweep sweep, JsonObject grid)
    {
        if (grid["methods"] is { } methods) sweep = sweep.Methods([.. List(methods).Select(method => Text(method, "methods"))]);
        if (grid["settings"] is not { } settings) return sweep;
        if (settings is not JsonObject named) throw new PmlException($"\"settings\" must be an object of names and values; found {Shown(settings)}.");
        return named.Aggregate(sweep, (changed, setting) => changed.Over(setting.Key, [.. List(setting.Value).Select(Typed)]));
    }

    // A list is gone over; any other value is fixed.
    private static IEnumerable<JsonNode?> List(JsonNode? node) => node is JsonArray list ? list.AsEnumerable() : [node];

    // The text as it would be typed; the setting's own type is checked where it is set.
    private static object Typed(JsonNode? value) => value switch
    {
        JsonValue one when one.TryGetValue<string>(out var text) => text,
        JsonValue => value.ToJsonString(),
        JsonArray numbers => string.Join(',', numbers.Select(Typed)),
        _ => throw new PmlException($"a setting's value must be a number, text, true or false, or a list of these; found {Shown(value)}."),
    };

    private static string Text(JsonNode? node, string name) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw new PmlException($"\"{name}\" must be text; found {Shown(node)}.");

    private static string Shown(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static JsonObject Known(JsonObject found, string[] names, string where)
    {
        foreach (var (name, _) in found)
            if (!names.Contains(name)) throw new PmlException($"{where} may have {string.Join(", ", names)}; found \"{name}\".");
        return found;
    }
}
