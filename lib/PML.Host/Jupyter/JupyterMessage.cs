using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PML.Host.Jupyter;

/// <summary>A message of the Jupyter protocol (jupyter-client.readthedocs.io, "Messaging in Jupyter").</summary>
/// <param name="Envelope">The frames before the signature: whom an answer goes to.</param>
/// <param name="Header">Who, when, and what kind.</param>
/// <param name="Parent">The header of the message that this one answers; empty for none.</param>
/// <param name="Content">What it says.</param>
internal sealed record JupyterMessage(byte[][] Envelope, JsonObject Header, JsonObject Parent, JsonObject Content)
{
    /// <summary>The version of the protocol.</summary>
    public const string Version = "5.4";

    private const int Parts = 4;   // header, parent, metadata, content
    private static readonly byte[] s_delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonSerializerOptions s_text = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = 64 };

    /// <summary>Its kind, e.g. "execute_request".</summary>
    public string Type => Text(Header, "msg_type");

    /// <summary>Reads a message.</summary>
    /// <returns>Null for anything that is not a message signed with the key.</returns>
    public static JupyterMessage? Read(byte[][] frames, MessageSigner signer)
    {
        int at = Array.FindIndex(frames, f => f.AsSpan().SequenceEqual(s_delimiter));
        if (at < 0 || frames.Length < at + 2 + Parts) return null;
        var parts = frames.AsSpan(at + 2, Parts);
        // Nothing of a message is looked at before its signature is known to be right.
        if (!signer.IsSigned(parts, frames[at + 1])) return null;
        try
        {
            return Json(parts[0]) is { } header && Json(parts[1]) is { } parent && Json(parts[3]) is { } content ? new JupyterMessage(frames[..at], header, parent, content) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A new message's frames.</summary>
    /// <param name="envelope">The frames in front.</param>
    /// <param name="type">Its kind.</param>
    /// <param name="content">What it says.</param>
    /// <param name="parent">The message that it answers.</param>
    /// <param name="session">The kernel's session.</param>
    /// <param name="signer">Signs it.</param>
    public static byte[][] Frames(byte[][] envelope, string type, JsonObject content, JupyterMessage? parent, string session, MessageSigner signer)
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("n"),
            ["session"] = session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("o", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = Version,
        };
        byte[][] parts = [Bytes(header), parent is null ? "{}"u8.ToArray() : Bytes(parent.Header), "{}"u8.ToArray(), Bytes(content)];
        return [.. envelope, s_delimiter, signer.Sign(parts), .. parts];
    }

    /// <summary>A text of the content; empty where it is none.</summary>
    public string Text(string name) => Text(Content, name);

    /// <summary>A number of the content, kept within an int; 0 where it is none.</summary>
    public int Number(string name) => Content[name] is JsonValue value && value.TryGetValue(out double number) ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : 0;

    /// <summary>A yes or no of the content.</summary>
    public bool Flag(string name, bool otherwise) => Content[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : otherwise;

    private static string Text(JsonObject of, string name) => of[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static JsonObject? Json(byte[] frame) => JsonNode.Parse(frame, documentOptions: s_reading) as JsonObject;

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(s_text));
}
