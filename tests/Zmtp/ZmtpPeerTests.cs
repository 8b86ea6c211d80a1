using PML.Host.Zmtp;

namespace PML.Tests.Zmtp;

/// <summary>What waits for a peer that does not read.</summary>
public sealed class ZmtpPeerTests
{
    private static readonly byte[] s_output = new byte[1 << 20], s_status = new byte[1000];

    [Fact]
    public void Outputs_are_dropped_before_what_a_client_waits_for()
    {
        var peer = new ZmtpPeer([]);
        int outputs = Fill(peer, s_output, isSpare: true);
        Assert.InRange(outputs, 2, 100);
        Assert.True(peer.Enqueue(s_status), "the end of a cell has no room behind its outputs");
        Assert.False(peer.Enqueue(s_output, isSpare: true), "outputs took the room that is kept");
    }

    [Fact]
    public void What_waits_is_bounded_whatever_it_is()
    {
        var peer = new ZmtpPeer([]);
        Assert.InRange(Fill(peer, s_output, isSpare: false), 2, 100);
        Assert.InRange(Fill(peer, s_status, isSpare: false), 0, 2000);
    }

    [Fact]
    public void One_message_always_fits() => Assert.True(new ZmtpPeer([]).Enqueue(new byte[64 << 20], isSpare: true));

    [Fact]
    public async Task What_waits_when_a_connection_ends_is_sent_whole()
    {
        var peer = new ZmtpPeer([]);
        int outputs = Fill(peer, s_output, isSpare: true);
        peer.End();
        var sent = new MemoryStream();
        await peer.Send(sent, CancellationToken.None);
        Assert.Equal((long)outputs << 20, sent.Length);
        Assert.True(peer.IsFlushed);
    }

    // How many there was room for.
    private static int Fill(ZmtpPeer peer, byte[] message, bool isSpare)
    {
        int taken = 0;
        while (taken < 1_000_000 && peer.Enqueue(message, isSpare)) taken++;
        return taken;
    }
}
