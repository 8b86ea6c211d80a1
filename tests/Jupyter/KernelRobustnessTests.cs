using Xunit.Abstractions;

namespace PML.Tests.Jupyter;

/// <summary>What no peer can do to a kernel.</summary>
public sealed class KernelRobustnessTests(ITestOutputHelper output)
{
    private const int Acts = 20_000, Between = 2_000;
    private const long MostGrowth = 50 << 20;

    [Fact]
    public async Task Twenty_thousand_damaged_frames_and_messages_neither_end_nor_hang_nor_fill_the_kernel()
    {
        using var kernel = new KernelProcess();
        using var client = await kernel.Connect();
        string mark = Path.Combine(kernel.Folder, "executed");
        using (var warm = new HostilePeers(kernel.Connection, 1, mark))
            for (int i = 0; i < 500; i++) warm.Act();
        for (int i = 0; i < 3; i++) KernelProcess.Memory(client);
        var before = KernelProcess.Memory(client);
        using (var stuck = new KernelClient(kernel.Connection))   // never reads again
        using (var hostile = new HostilePeers(kernel.Connection, 2026, mark))
            for (int i = 1; i <= Acts; i++)
            {
                hostile.Act();
                if (i % Between == 0) Assert.Equal($"{i}", client.Run($"{i}").Published[1].Shown);
            }
        var after = KernelProcess.Memory(client);
        output.WriteLine($"managed {before.Managed} to {after.Managed}, process {before.Process} to {after.Process} bytes");
        Assert.InRange(after.Managed - before.Managed, long.MinValue, MostGrowth);
        Assert.InRange(after.Process - before.Process, long.MinValue, MostGrowth);
        Assert.False(File.Exists(mark), "a message with a wrong signature was executed");
        using (var heart = client.Heartbeat())
        {
            heart.Send([], [1]);
            Assert.Equal([[], [1]], heart.Receive());
        }
        Assert.Equal(0, await kernel.End(client));
        Assert.Equal("", await kernel.Errors);
    }
}
