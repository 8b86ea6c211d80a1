using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Host.Formatting;
using PML.Host.Notebooks;

namespace PML.Host.Jupyter;

/// <summary>Publishes what cells show, under the request that shows it. Text is gathered for a moment, so that a loop of small writes is not a flood of messages.</summary>
/// <param name="publish">Sends a message: kind, content, and the request behind it.</param>
internal sealed class OutputPublisher(Action<string, JsonObject, JupyterMessage?> publish) : IDisposable
{
    /// <summary>How many characters a value's forms may have together.</summary>
    public const int MostData = 24_000_000;

    private static readonly TimeSpan s_gathering = TimeSpan.FromMilliseconds(40);

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private string _stream = "stdout";
    private JupyterMessage? _parent;
    private List<JsonObject>? _values;
    private StreamBudget _budget = new();
    private int _count;
    private bool _silent, _ended;
    private Timer? _flush;

    /// <summary>From here on outputs belong to a request.</summary>
    /// <param name="parent">The request.</param>
    /// <param name="count">The number of the execution.</param>
    /// <param name="silent">Whether nobody sees them.</param>
    public void Begin(JupyterMessage parent, int count, bool silent)
    {
        lock (_gate)
        {
            Flush();
            (_parent, _count, _silent, _budget) = (parent, count, silent, new StreamBudget());
        }
    }

    /// <summary>Publishes what is gathered.</summary>
    public void End()
    {
        lock (_gate) Flush();
    }

    /// <summary>Keeps the values of last lines while something runs, instead of publishing them.</summary>
    /// <param name="work">Shows values.</param>
    /// <returns>The values.</returns>
    public async Task<IReadOnlyList<JsonObject>> Values(Func<Task> work)
    {
        var values = new List<JsonObject>();
        lock (_gate) _values = values;
        try
        {
            await work();
        }
        finally
        {
            lock (_gate) _values = null;
        }
        return values;
    }

    /// <summary>Takes one output, from whatever thread.</summary>
    public void Add(CellOutput output)
    {
        lock (_gate)
        {
            if (_values is not null && output is DisplayOutput { DisplayId: null } asked) _values.Add(asked.Data);
            else if (_silent || _ended) return;
            else if (output is StreamOutput stream) Write(stream);
            else if (output is DisplayUpdate update) Publish("update_display_data", update.Data, OutputMetadata.Of(update.Data), update.DisplayId);
            else if (output is DisplayOutput { DisplayId: { } id } shown) Publish("display_data", shown.Data, shown.Metadata, id);
            else if (output is DisplayOutput value) Publish("execute_result", value.Data, value.Metadata, null);
        }
    }

    /// <summary>Publishes what is left.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            Flush();
            _ended = true;
            _flush?.Dispose();
        }
    }

    private void Publish(string type, JsonObject data, JsonObject metadata, string? id)
    {
        Flush();
        long size = data.Sum(p => p.Value is JsonValue v && v.TryGetValue(out string? text) ? text.Length : p.Value?.ToJsonString().Length ?? 0);
        if (size > MostData) (data, metadata) = (new JsonObject { [Mime.Text] = $"(cut here: the output has {size} characters, more than {MostData}; show less of it, or write it to a file)" }, []);
        var content = new JsonObject { ["data"] = data.DeepClone(), ["metadata"] = metadata.DeepClone() };
        if (id is null) content["execution_count"] = _count;
        else content["transient"] = new JsonObject { ["display_id"] = id };
        publish(type, content, _parent);
    }

    private void Write(StreamOutput output)
    {
        if (output.Text.Length == 0 || _budget.Cut(output.Text) is not { } text) return;
        if (output.Stream != _stream) Flush();
        _stream = output.Stream;
        bool isFirst = _text.Length == 0;
        _text.Append(text);
        _flush ??= new Timer(_ => End());
        if (_text.Length > 1 << 16) Flush();
        // From the first piece on: a loop that never rests long enough must be seen too.
        else if (isFirst) _flush.Change(s_gathering, Timeout.InfiniteTimeSpan);
    }

    private void Flush()
    {
        if (_text.Length == 0) return;
        string text = _text.ToString();
        _text.Clear();
        publish("stream", new JsonObject { ["name"] = _stream, ["text"] = text }, _parent);
    }
}
