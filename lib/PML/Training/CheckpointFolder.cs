using PML.Support;

namespace PML.Training;

/// <summary>Where runs keep their checkpoints, and how often they write one.</summary>
/// <param name="Path">The folder; made where missing.</param>
public sealed record CheckpointFolder(string Path)
{
    /// <summary>Seconds between two checkpoints where nothing else is asked for.</summary>
    public const double DefaultSeconds = 30;

    /// <summary>Seconds between two checkpoints; above 0. Default 30.</summary>
    public double Seconds { get; init => field = Check.Positive(value); } = DefaultSeconds;

    /// <summary>Lets a path stand for a folder of checkpoints.</summary>
    /// <param name="path">The folder.</param>
    public static implicit operator CheckpointFolder(string path) => new(path);
}
