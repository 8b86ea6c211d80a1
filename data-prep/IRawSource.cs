using PML.Support;

namespace PML.DataPrep;

/// <summary>A place that raw files can be had from.</summary>
internal interface IRawSource
{
    /// <summary>The place, for messages.</summary>
    string Name { get; }

    /// <summary>Brings files.</summary>
    /// <param name="wanted">The files that are missing.</param>
    /// <param name="place">Takes a file's unpacked content and verifies it; may be called for some of the files before a failure.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="PmlException">A file cannot be had here; the message says why.</exception>
    void Fetch(IReadOnlyList<RawFile> wanted, Action<RawFile, Stream> place, CancellationToken cancellationToken);
}
