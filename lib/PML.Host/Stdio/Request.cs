using System.Text.Json;
using PML.Support;

namespace PML.Host.Stdio;

/// <summary>One message of the editor.</summary>
/// <param name="Do">What to do: the verbs of README.md in this folder.</param>
/// <param name="Id">What the answer names; 0 where none is due.</param>
/// <param name="Code">A cell's source.</param>
/// <param name="At">A position in it: UTF-16 characters before the caret.</param>
/// <param name="Of">The id of an earlier request or question.</param>
/// <param name="Item">The index of a completion.</param>
/// <param name="Text">An answer to a question; null when it was refused.</param>
/// <param name="Syntax">Whether only the syntax is to be judged.</param>
internal sealed record Request(string Do, int Id = 0, string Code = "", int At = 0, int Of = 0, int Item = 0, string? Text = null, bool Syntax = false)
{
    private static readonly JsonSerializerOptions s_names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Reads a message.</summary>
    /// <exception cref="PmlException">It is no message.</exception>
    public static Request Read(string line)
    {
        try
        {
            if (JsonSerializer.Deserialize<Request>(line, s_names) is { Do: not null, Code: not null } request) return request;
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw new PmlException($"A message must be a JSON object with the verb \"do\", and its fields of the right kind; found '{(line.Length <= 80 ? line : line[..77] + "...")}'.");
    }
}
