using PML.Training;

namespace PML.Data;

/// <summary>A data set on the device: what is trained on, what settings are chosen on, what is reported.</summary>
/// <param name="train">Training split; this one's from now on.</param>
/// <param name="valid">Validation split; this one's from now on.</param>
/// <param name="test">Test split; this one's from now on.</param>
/// <param name="source">Name, protocol and checksum.</param>
public sealed class Splits(TaskData train, TaskData valid, TaskData test, DataRecord source) : IDisposable
{
    /// <summary>What is trained on.</summary>
    public TaskData Train { get; } = train;

    /// <summary>What settings are chosen on.</summary>
    public TaskData Valid { get; } = valid;

    /// <summary>What is reported.</summary>
    public TaskData Test { get; } = test;

    /// <summary>Name, protocol and the checksum that tells these arrays from any others.</summary>
    public DataRecord Source { get; } = source;

    /// <inheritdoc/>
    public void Dispose()
    {
        Train.Dispose();
        Valid.Dispose();
        Test.Dispose();
    }
}
