using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Host.Formatting;

namespace PML.Host.Notebooks;

/// <summary>Gathers what the cells of a run show, as nbformat outputs.</summary>
internal sealed class OutputCollector
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _shown = [];
    private JsonArray _outputs = [];
    private (string Name, JsonObject Output, StringBuilder Text)? _stream;
    private StreamBudget _budget = new();
    private int _cell;

    /// <summary>Starts the outputs of a cell.</summary>
    /// <param name="number">The cell's number among the code cells, from 1.</param>
    public void Begin(int number)
    {
        lock (_gate) (_outputs, _stream, _budget, _cell) = ([], null, new StreamBudget(), number);
    }

    /// <summary>Takes in one output.</summary>
    public void Add(CellOutput output)
    {
        lock (_gate)
        {
            if (output is StreamOutput stream) AddStream(stream);
            else if (output is DisplayOutput display) AddDisplay(display);
            else if (output is DisplayUpdate update && _shown.TryGetValue(update.DisplayId, out var old)) old["data"] = Stored(update.Data);
        }
    }

    /// <summary>Ends the cell.</summary>
    /// <param name="error">Why it failed, or null.</param>
    /// <returns>The cell's outputs.</returns>
    public JsonArray End(CellError? error)
    {
        lock (_gate)
        {
            EndStream();
            if (error is not null) _outputs.Add(ErrorOutput(error));
            return _outputs;
        }
    }

    private void AddStream(StreamOutput output)
    {
        if (_budget.Cut(output.Text) is not { } text) return;
        if (_stream?.Name != output.Stream)
        {
            EndStream();
            var made = new JsonObject { ["name"] = output.Stream, ["output_type"] = "stream" };
            _outputs.Add(made);
            _stream = (output.Stream, made, new StringBuilder());
        }
        _stream!.Value.Text.Append(text);
    }

    private void AddDisplay(DisplayOutput output)
    {
        EndStream();
        bool result = output.DisplayId is null;
        var made = new JsonObject { ["data"] = Stored(output.Data), ["metadata"] = output.Metadata, ["output_type"] = result ? "execute_result" : "display_data" };
        if (result) made["execution_count"] = _cell;
        else _shown[output.DisplayId!] = made;
        _outputs.Add(made);
    }

    private void EndStream()
    {
        if (_stream is { } s) s.Output["text"] = Multiline.Split(Overwritten(s.Text.ToString()));
        _stream = null;
    }

    // A line that was written over, by a progress bar for instance, keeps its last text.
    private static string Overwritten(string text) =>
        text.Contains('\r') ? string.Join('\n', text.Replace("\r\n", "\n").Split('\n').Select(l => l.TrimEnd('\r')).Select(l => l[(l.LastIndexOf('\r') + 1)..])) : text;

    private static JsonObject Stored(JsonObject data) =>
        new(data.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, p.Value is JsonValue v && v.TryGetValue(out string? text) && !Mime.IsJson(p.Key) ? Multiline.Split(text) : p.Value?.DeepClone())));

    private static JsonObject ErrorOutput(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["output_type"] = "error",
        ["traceback"] = new JsonArray([.. error.Traceback.Select(l => (JsonNode)l)]),
    };
}
