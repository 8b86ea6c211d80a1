using PML.Host.Notebooks;
using PML.Support;

namespace PML.Host.Cells;

/// <summary><c>#!import</c>: the sources of a file, in order.</summary>
internal static class CellImport
{
    /// <summary>How deep files may import files.</summary>
    public const int Deepest = 20;

    /// <summary>Reads the file.</summary>
    /// <param name="options">The directive.</param>
    /// <param name="path">The file, absolute.</param>
    /// <exception cref="CellFailure">It cannot be read.</exception>
    public static IReadOnlyList<string> Sources(DirectiveOptions options, string path)
    {
        string written = options.Words[0];
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".cs" or ".csx" => [File.ReadAllText(path)],
                ".ipynb" or ".dib" => [.. Notebook.Read(path).Cells.Where(c => c.IsCode).Select(c => c.Runnable)],
                _ => throw CellFailure.Directive(options.Line, $"#!import {written}: only .cs, .csx, .ipynb and .dib files can be imported."),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PmlException)
        {
            throw CellFailure.Directive(options.Line, $"#!import {written}: {e.Message}");
        }
    }

    /// <summary>An error inside an imported file, as the importing cell reports it.</summary>
    public static CellFailure Inside(CellFailure failure, DirectiveOptions options, string path)
    {
        // The line that the reader of this cell can see is the directive's.
        string at = failure.Error.Line is { } line ? $"{Path.GetFileName(path)}, line {line}: " : $"{Path.GetFileName(path)}: ";
        return new CellFailure(failure.Error with { Line = options.Line, Message = at + failure.Error.Message });
    }
}
