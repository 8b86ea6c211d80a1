namespace PML.Tests.Torch;

/// <summary>Runs work on threads of its own, so that what belongs to a thread starts afresh.</summary>
internal static class OtherThreads
{
    /// <summary>The result of the work on one thread.</summary>
    public static T Run<T>(Func<T> work) => Run(1, work)[0];

    /// <summary>The results of the same work on several threads at once.</summary>
    public static T[] Run<T>(int count, Func<T> work) => Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))).GetAwaiter().GetResult();
}
