namespace TorchSharp;

/// <summary>How many tensors a thread made and disposed.</summary>
public sealed class ThreadDisposeScopeStatistics
{
    /// <summary>Tensors made on this thread less tensors disposed on it (so it falls below zero where another thread's are disposed).</summary>
    public long ThreadTotalLiveCount { get; internal set; }
}
