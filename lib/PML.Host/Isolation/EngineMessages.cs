using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PML.Figures;
using PML.Host.Cells;
using PML.Support;
using PML.Training;

namespace PML.Host.Isolation;

/// <summary>What a process that runs cells and the one that started it tell each other: one JSON object a line.</summary>
internal static class EngineMessages
{
    private static readonly JsonSerializerOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>To the engine: stop the cell.</summary>
    public static string Stop => """{"stop":true}""";

    /// <summary>To the engine: run a cell.</summary>
    public static string Run(string source, string name) => Line(new JsonObject { ["run"] = source, ["name"] = name });

    /// <summary>From the engine: an output.</summary>
    public static string Of(CellOutput output) => Line(output switch
    {
        StreamOutput stream => new JsonObject { ["stream"] = stream.Stream, ["text"] = stream.Text },
        DisplayOutput display => new JsonObject { ["display"] = display.Data, ["id"] = display.DisplayId },
        DisplayUpdate update => new JsonObject { ["update"] = update.Data, ["id"] = update.DisplayId },
        _ => throw new NotSupportedException(output.GetType().Name),
    });

    /// <summary>From the engine: a training that the cell made or read.</summary>
    public static string Of(RunRecord record) => Line(new JsonObject { ["record"] = record.ToJson() });

    /// <summary>From the engine: draw figures, for a cell that waits for them.</summary>
    public static string Draw(int id, IReadOnlyList<(string Json, string Alt)> figures, ImageFormat format) => Line(new JsonObject
    {
        ["draw"] = new JsonArray([.. figures.Select(f => new JsonObject { ["json"] = f.Json, ["alt"] = f.Alt })]), ["format"] = format.ToString(), ["id"] = id,
    });

    /// <summary>To the engine: the answer to what <see cref="Draw"/> gives.</summary>
    public static string Drawn(JsonObject draw)
    {
        var answer = new JsonObject { ["drawn"] = (int)draw["id"]! };
        try
        {
            var figures = draw["draw"]!.AsArray().Select(f => ((string)f!["json"]!, (string)f["alt"]!)).ToArray();
            answer["pictures"] = new JsonArray([.. ChromiumRenderer.Draw(figures, Enum.Parse<ImageFormat>((string)draw["format"]!), CancellationToken.None).Select(p => (JsonNode)Convert.ToBase64String(p))]);
        }
        catch (PmlException e)
        {
            answer["why"] = e.Message;
        }
        return Line(answer);
    }

    /// <summary>The pictures that an answer brings.</summary>
    /// <exception cref="PmlException">It brings none, and says why.</exception>
    public static IReadOnlyList<byte[]> Pictures(JsonObject drawn) => drawn["why"] is { } why
        ? throw new PmlException((string)why!)
        : [.. drawn["pictures"]!.AsArray().Select(p => Convert.FromBase64String((string)p!))];

    /// <summary>From the engine: the cell is done.</summary>
    public static string Done(CellError? error, long peakMemory) => Line(new JsonObject { ["done"] = JsonSerializer.SerializeToNode(error), ["memory"] = peakMemory });

    /// <summary>Reads a line.</summary>
    public static JsonObject Read(string line) => JsonNode.Parse(line)!.AsObject();

    /// <summary>The output that a message brings; null where it brings something else.</summary>
    public static CellOutput? Output(JsonObject message)
    {
        if (message.ContainsKey("stream")) return new StreamOutput((string)message["stream"]!, (string)message["text"]!);
        if (message["display"] is JsonObject shown) return new DisplayOutput((JsonObject)shown.DeepClone(), (string?)message["id"]);
        if (message["update"] is JsonObject newer) return new DisplayUpdate((JsonObject)newer.DeepClone(), (string)message["id"]!);
        return null;
    }

    /// <summary>The error that a message "done" brings, or null.</summary>
    public static CellError? Error(JsonObject done) => done["done"].Deserialize<CellError>();

    private static string Line(JsonObject message) => message.ToJsonString(s_writing);
}
