using PML.Support;

namespace PML.DataPrep;

/// <summary>Files in a folder or an archive, read whole into memory and never unpacked to the disk.</summary>
internal interface IFileTree : IDisposable
{
    /// <summary>The longest file that is read.</summary>
    const long MaximumBytes = 64 << 20;

    /// <summary>Where they lie, for messages.</summary>
    string Place { get; }

    /// <summary>Their paths with '/' between folders, in ordinal order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>A file's bytes; from any thread.</summary>
    /// <exception cref="PmlException">It is damaged, or longer than <see cref="MaximumBytes"/>.</exception>
    byte[] Read(string name);
}
