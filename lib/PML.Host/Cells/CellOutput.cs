using System.Text.Json.Nodes;
using PML.Host.Notebooks;

namespace PML.Host.Cells;

/// <summary>Something that a running cell shows.</summary>
internal abstract record CellOutput;

/// <summary>Text that a cell wrote to its console.</summary>
/// <param name="Stream">"stdout" or "stderr".</param>
/// <param name="Text">The text, with its line ends.</param>
internal sealed record StreamOutput(string Stream, string Text) : CellOutput;

/// <summary>A value that a cell shows: by display(...), or as its last expression.</summary>
/// <param name="Data">MIME type to payload: text, or an object for a JSON type.</param>
/// <param name="DisplayId">What a later update names; null for a last expression.</param>
internal sealed record DisplayOutput(JsonObject Data, string? DisplayId) : CellOutput
{
    /// <summary>What notebooks say about the forms: a picture's alternative text and width.</summary>
    public JsonObject Metadata => OutputMetadata.Of(Data);
}

/// <summary>A new content for every output that was shown under an id.</summary>
/// <param name="Data">MIME type to payload.</param>
/// <param name="DisplayId">The id under which the value was shown.</param>
internal sealed record DisplayUpdate(JsonObject Data, string DisplayId) : CellOutput;
