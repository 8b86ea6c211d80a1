using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>How every prepared set comes to be: one process at a time, made only where it is not there and whole, put in its place whole.</summary>
/// <param name="root">The folder that holds <c>prepared</c>.</param>
/// <param name="log">Told how it goes.</param>
internal sealed class SetPreparation(string root, Action<string> log)
{
    /// <summary>Makes a set, unless it is there and whole.</summary>
    /// <param name="set">The set.</param>
    /// <param name="protocol">The protocol, with its seed.</param>
    /// <param name="version">The version of the code that makes it; raised whenever a byte of the arrays changes.</param>
    /// <param name="force">Make it again in any case.</param>
    /// <param name="write">Writes the arrays, with what an interrupted run has finished; returns the manifest without them. Called only where the set is made.</param>
    /// <param name="cancellationToken">Stops the work; an earlier set stays.</param>
    /// <returns>The set that is there in the end.</returns>
    /// <exception cref="PmlException">A source is missing or the disk is full.</exception>
    public PreparedData Prepare(string set, string protocol, int version, bool force, Func<PreparedSetWriter, FinishedSamples, Manifest> write, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(root, "prepared", set, protocol);
        using var held = new FolderLock(folder, log, cancellationToken);
        var samples = new FinishedSamples(folder, version);
        if (!force && Whole(folder, set, protocol, version) is { } present)
        {
            log($"{set} {protocol} is there and whole; --force makes it again.");
            samples.Remove();
            return present;
        }
        try
        {
            using var writer = new PreparedSetWriter(folder, log);
            writer.Commit(write(writer, samples));
            if (samples.Found > 0) log($"{set} {protocol}: {samples.Found:N0} samples were finished by an earlier run.");
            samples.Remove();
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw DiskFull.Error(folder, exception);
        }
        return PreparedData.OpenFolder(folder, set, protocol);
    }

    private PreparedData? Whole(string folder, string set, string protocol, int version)
    {
        if (!Directory.Exists(folder)) return null;
        try
        {
            var present = PreparedData.OpenFolder(folder, set, protocol);
            var damaged = present.Verify();
            foreach (var message in damaged) log(message);
            return damaged.Count == 0 && present.Manifest.PreparationVersion == version ? present : null;
        }
        catch (PmlException exception)
        {
            log(exception.Message);
            return null;
        }
    }
}
