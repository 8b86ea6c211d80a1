using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Training;

public sealed class FileLockTests
{
    // The last holder removes the file: whoever opened it just before must not believe that it holds it.
    [Fact]
    public void OneHoldsItAtATimeHoweverOftenItIsRemoved()
    {
        using var folder = new Scratch();
        int inside = 0, taken = 0, together = 0;
        Parallel.For(0, 8, new() { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (var i = 0; i < 2000; i++)
            {
                if (FileLock.TryTake(folder["lock"]) is not { } file) continue;
                if (Interlocked.Increment(ref inside) != 1) Interlocked.Increment(ref together);
                Interlocked.Increment(ref taken);
                Interlocked.Decrement(ref inside);
                FileLock.GiveBack(file);
            }
        });
        Assert.Equal(0, together);
        Assert.InRange(taken, 8, 16000);
        Assert.Empty(Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public void WhetherItIsTakenIsSeenWithoutTakingIt()
    {
        using var folder = new Scratch();
        Assert.False(FileLock.IsTaken(folder["lock"]));
        var file = FileLock.TryTake(folder["lock"])!;
        Assert.True(FileLock.IsTaken(folder["lock"]));
        Assert.Null(FileLock.TryTake(folder["lock"]));
        FileLock.GiveBack(file);
        Assert.False(FileLock.IsTaken(folder["lock"]));
        File.WriteAllText(folder["lock"], "left by a process that was killed");
        Assert.False(FileLock.IsTaken(folder["lock"]));
        FileLock.GiveBack(FileLock.TryTake(folder["lock"])!);
    }
}
