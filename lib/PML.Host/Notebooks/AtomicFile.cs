using PML.Support;

namespace PML.Host.Notebooks;

/// <summary>Files that are either whole or as they were.</summary>
internal static class AtomicFile
{
    /// <summary>Checks that a file can be written, before the work whose result it is to hold; makes its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="PmlException">The place cannot be written.</exception>
    public static void CheckWritable(string path, string option)
    {
        if (Directory.Exists(path)) throw new PmlException($"{option} {path}: that is a folder. Give the file's name too.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Temporary(path);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"{option} {path}: the folder cannot be written ({e.Message}). Give another one; nothing has run.", e);
        }
    }

    /// <summary>Writes a text under a temporary name, then renames it.</summary>
    /// <exception cref="PmlException">The disk refuses; an earlier file is as it was.</exception>
    public static void Write(string path, string text)
    {
        string temporary = Temporary(path);
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new PmlException($"{path} could not be written ({e.Message}). An earlier file of that name is as it was.", e);
        }
    }

    private static string Temporary(string path) => $"{path}.{Environment.ProcessId}.tmp";
}
