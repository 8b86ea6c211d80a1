using System.Collections.Concurrent;
using PML.DataPrep;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class FolderLockTests : IDisposable
{
    private readonly Scratch folder = new();
    private readonly ConcurrentQueue<string> log = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ASecondWriterWaitsAndFindsTheFirstOnesSet()
    {
        var held = new FolderLock(folder["prepared", "multimnist", "tiny"], log.Enqueue, CancellationToken.None);
        var second = Task.Run(() => new MultiMnistSet(folder.Folder, log.Enqueue).Prepare(MultiMnistProtocol.Parse("tiny"), () => throw new InvalidOperationException(), force: false, CancellationToken.None));
        while (log.IsEmpty) await Task.Delay(10);
        Assert.Contains("waiting for it", log.First(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["prepared", "multimnist", "tiny"]));
        held.Dispose();
        Assert.Empty((await second).Verify());
    }

    [Fact]
    public void TwoFoldersAreIndependentAndAWaitCanBeCancelled()
    {
        using var held = new FolderLock(folder["a"], log.Enqueue, CancellationToken.None);
        using var other = new FolderLock(folder["b"], log.Enqueue, CancellationToken.None);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.Throws<OperationCanceledException>(() => new FolderLock(folder["a"], log.Enqueue, cancellation.Token));
        Assert.Single(log);
    }
}
