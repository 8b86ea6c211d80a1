using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace PML.Host.Jupyter;

/// <summary>A message of the Jupyter protocol (jupyter-client.readthedocs.io, "Messaging in Jupyter").</summary>
/// <param name="Envelope">The frames before the signature: whom an answer goes to.</param>
/// <param name="Header">Who, when, and what kind: JSON, as it came.</param>
/// <param name="Type">Its kind, e.g. "execute_request".</param>
/// <param name="Content">What it says.</param>
internal sealed record JupyterMessage(byte[][] Envelope, byte[] Header, string Type, JsonObject Content)
{
    /// <summary>The version of the protocol.</summary>
    public const string Version = "5.4";

    private const int Parts = 4;   // header, parent, metadata, content
    private static readonly byte[] s_delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonSerializerOptions s_text = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = 64, AllowDuplicateProperties = false };

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
            return Json(parts[0]) is { } header && Json(parts[1]) is not null && Json(parts[2]) is not null && Json(parts[3]) is { } content
                ? new JupyterMessage(frames[..at], parts[0], Text(header, "msg_type"), content) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;   // a name that is half a character is found out late
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
        byte[][] parts = [Bytes(header), parent?.Header ?? "{}"u8.ToArray(), "{}"u8.ToArray(), Bytes(content)];
        return [.. envelope, s_delimiter, signer.Sign(parts), .. parts];
    }

    /// <summary>A text of the content; empty where it is none.</summary>
    public string Text(string name) => Text(Content, name);

    /// <summary>A number of the content, kept within an int; 0 where it is none.</summary>
    public int Number(string name) => Content[name] is JsonValue value && value.TryGetValue(out double number) ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : 0;

    /// <summary>A yes or no of the content.</summary>
    public bool Flag(string name, bool otherwise) => Content[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : otherwise;

    private static string Text(JsonObject of, string name) => of[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static JsonObject? Json(byte[] frame)
    {
        if (!Utf8.IsValid(frame) || JsonNode.Parse(frame, documentOptions: s_reading) is not JsonObject json) return null;
        // Names are read with the first look at them, which shall be here.
        json.ContainsKey("");
        return json;
    }

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, s_text);
}
