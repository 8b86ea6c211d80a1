namespace PML.DataPrep;

/// <summary>A copy of Cityscapes, whatever its layout.</summary>
internal interface ICityscapesFiles : IDisposable
{
    /// <summary>What was left out before anything was read, a sentence each: names that are none, pictures without their partners.</summary>
    IReadOnlyList<string> LeftOut { get; }

    /// <summary>The pictures of a split that have all their files, by name, in order.</summary>
    /// <param name="split"><c>train</c> or <c>val</c>.</param>
    IReadOnlyList<string> Pictures(string split);

    /// <summary>Reads one picture's files; from any thread.</summary>
    /// <param name="picture">One of <see cref="Pictures"/>.</param>
    /// <returns>Their names and contents, in an order that <see cref="Decode"/> knows.</returns>
    /// <exception cref="Support.PmlException">A file's place in an archive is damaged, or it is too long.</exception>
    IReadOnlyList<(string Name, byte[] Content)> Read(string picture);

    /// <summary>Makes a picture of its files; from any thread.</summary>
    /// <param name="picture">One of <see cref="Pictures"/>.</param>
    /// <param name="files">What <see cref="Read"/> gave.</param>
    /// <exception cref="Support.PmlException">A file is damaged or of another size.</exception>
    StreetFrame Decode(string picture, IReadOnlyList<(string Name, byte[] Content)> files);
}
