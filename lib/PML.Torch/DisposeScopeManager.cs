namespace TorchSharp;

/// <summary>Where the counts of this thread's tensors are read.</summary>
public sealed class DisposeScopeManager
{
    [ThreadStatic] private static ThreadDisposeScopeStatistics? statistics;

    /// <summary>Counts of the calling thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => statistics ??= new();
}
