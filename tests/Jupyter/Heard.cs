using System.Text.Json.Nodes;

namespace PML.Tests.Jupyter;

/// <summary>A message that a kernel sent.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Header">Its header.</param>
/// <param name="Parent">The header of the request behind it.</param>
/// <param name="Content">What it says.</param>
internal sealed record Heard(string Type, JsonObject Header, JsonObject Parent, JsonObject Content)
{
    /// <summary>The id of the request behind it; null for none.</summary>
    public string? ParentId => (string?)Parent["msg_id"];

    public string? Text(string name) => (string?)Content[name];

    /// <summary>The text form of a shown value.</summary>
    public string? Shown => (string?)Content["data"]!["text/plain"];
}
