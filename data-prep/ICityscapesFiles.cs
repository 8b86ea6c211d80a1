using PML.Data;

namespace PML.DataPrep;

/// <summary>A copy of Cityscapes, whatever its layout.</summary>
internal interface ICityscapesFiles : IDisposable
{
    /// <summary>What was left out before anything was read, a sentence each: names that are none, pictures without their partners.</summary>
    IReadOnlyList<string> LeftOut { get; }

    /// <summary>The pictures of a split that have all their files, by name, in order.</summary>
    /// <param name="split"><c>train</c> or <c>val</c>.</param>
    IReadOnlyList<string> Pictures(string split);

    /// <summary>Reads one picture; from any thread.</summary>
    /// <param name="picture">One of <see cref="Pictures"/>.</param>
    /// <param name="sources">Gets the picture's files, each with its checksum.</param>
    /// <exception cref="Support.PmlException">A file is damaged or of another size.</exception>
    StreetFrame Read(string picture, ICollection<ManifestSource> sources);
}
