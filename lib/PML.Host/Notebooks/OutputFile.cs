using PML.Support;

namespace PML.Host.Notebooks;

/// <summary>The file that a run is to write at its end.</summary>
internal static class OutputFile
{
    /// <summary>Checks that a file can be written, before the work whose result it is to hold; makes its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="PmlException">The place cannot be written.</exception>
    public static void CheckWritable(string path, string option)
    {
        if (Directory.Exists(path)) throw new PmlException($"{option} {path}: that is a folder. Give the file's name too.");
        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            Directory.CreateDirectory(folder);
            string probe = $"{path}.{Guid.NewGuid():n}.tmp";
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"{option} {path}: the folder cannot be written ({e.Message}). Give another one; nothing has run.", e);
        }
    }
}
