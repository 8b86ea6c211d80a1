using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Encodings.Web;
using PML.Host.Cells;

namespace PML.Host.Stdio;

/// <summary>A message to the editor, before it is a line of JSON.</summary>
/// <param name="Weight">About how many characters it has.</param>
internal abstract record Message(long Weight)
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The message as one line of UTF-8, its end included.</summary>
    public byte[] ToLine()
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, s_options)) Write(json);
        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    /// <summary>Writes the message as a JSON object.</summary>
    protected abstract void Write(Utf8JsonWriter json);

    /// <summary>A message that is a JSON object already.</summary>
    internal sealed record Plain(JsonObject Body) : Message(1000)
    {
        /// <inheritdoc/>
        protected override void Write(Utf8JsonWriter json) => Body.WriteTo(json);
    }

    /// <summary>Text that a cell wrote; more of it may be joined to it while it waits.</summary>
    internal sealed record Stream(int Run, string Name, StringBuilder Text) : Message(Text.Length)
    {
        /// <inheritdoc/>
        protected override void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteNumber("id", Run);
            json.WriteString("event", "stream");
            json.WriteString("name", Name);
            json.WriteString("text", Text.ToString());
            json.WriteEndObject();
        }
    }

    /// <summary>A value that a cell shows, or a new content for one that it showed.</summary>
    internal sealed record Display(int Run, string Event, JsonObject Data, string? Id) : Message(Data.Sum(form => (form.Value as JsonValue)?.TryGetValue(out string? text) == true ? (long)text.Length : 1000))
    {
        /// <inheritdoc/>
        protected override void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteNumber("id", Run);
            json.WriteString("event", Event);
            if (Id is not null) json.WriteString("display", Id);
            json.WritePropertyName("data");
            Data.WriteTo(json);
            json.WriteEndObject();
        }
    }

    /// <summary>What a cell's output is as a message.</summary>
    /// <param name="run">The request that runs the cell.</param>
    /// <param name="output">The output.</param>
    public static Message Of(int run, CellOutput output) => output switch
    {
        StreamOutput stream => new Stream(run, stream.Stream, new StringBuilder(stream.Text)),
        DisplayOutput display => new Display(run, "display", display.Data, display.DisplayId),
        DisplayUpdate update => new Display(run, "update", update.Data, update.DisplayId),
        _ => throw new ArgumentException($"an output of another kind: {output.GetType()}", nameof(output)),
    };
}
