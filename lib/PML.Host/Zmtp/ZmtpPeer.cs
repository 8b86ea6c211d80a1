using System.Threading.Channels;

namespace PML.Host.Zmtp;

/// <summary>One connection: who is at its other end, what they subscribed to, and what waits to be sent there.</summary>
/// <remarks>A peer that stops reading fills its own queue and nobody else's. What does not fit any more is dropped, as ZeroMQ does at its high-water mark.
/// Some room is kept for what a client waits for: one that lost an output still learns that the cell ended.</remarks>
internal sealed class ZmtpPeer(byte[] identity)
{
    private const long MostWaiting = 32 << 20, Kept = 4 << 20;   // bytes
    private const int MostTopics = 64, LongestTopic = 256, Overhead = 100;   // bytes that the queue itself takes for a message, about

    private readonly Channel<byte[]> _out = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<byte[]> _topics = [];
    private long _waiting;
    private volatile bool _gone;

    /// <summary>The name that the other side gave itself; may be empty.</summary>
    public byte[] Identity { get; } = identity;

    /// <summary>Whether the connection is over.</summary>
    public bool IsGone => _gone;

    /// <summary>Puts bytes in the queue.</summary>
    /// <param name="bytes">A message or a command.</param>
    /// <param name="isSpare">Whether nobody waits for it, so that it must leave the kept room free.</param>
    /// <returns>Whether there was room. One message always fits, however large.</returns>
    public bool Enqueue(byte[] bytes, bool isSpare = false)
    {
        long size = bytes.Length + Overhead, now = Interlocked.Add(ref _waiting, size);
        if (now > size && now > (isSpare ? MostWaiting : MostWaiting + Kept) || !_out.Writer.TryWrite(bytes))
        {
            Interlocked.Add(ref _waiting, -size);
            return false;
        }
        return true;
    }

    /// <summary>Whether everything that was queued is with the operating system.</summary>
    public bool IsFlushed => IsGone || Interlocked.Read(ref _waiting) == 0;

    /// <summary>Sends what is queued, until the connection ends.</summary>
    public async Task Send(Stream stream, CancellationToken stop)
    {
        await foreach (byte[] bytes in _out.Reader.ReadAllAsync(stop))
        {
            await stream.WriteAsync(bytes, stop);
            Interlocked.Add(ref _waiting, -bytes.Length - Overhead);
        }
    }

    /// <summary>Subscribes or unsubscribes.</summary>
    /// <returns>Whether it is a new subscription.</returns>
    /// <exception cref="InvalidDataException">More or longer topics than any client needs.</exception>
    public bool Subscribe(bool on, ReadOnlySpan<byte> topic)
    {
        if (topic.Length > LongestTopic) throw new InvalidDataException($"a topic of {topic.Length} bytes");
        byte[] wanted = topic.ToArray();
        lock (_topics)
        {
            int at = _topics.FindIndex(t => t.AsSpan().SequenceEqual(wanted));
            if (!on && at >= 0) _topics.RemoveAt(at);
            if (!on || at >= 0) return false;
            if (_topics.Count >= MostTopics) throw new InvalidDataException($"more than {MostTopics} subscriptions");
            _topics.Add(wanted);
            return true;
        }
    }

    /// <summary>Whether a message of a topic is wanted: subscriptions are beginnings.</summary>
    public bool Wants(byte[] topic)
    {
        lock (_topics) return _topics.Exists(t => topic.AsSpan().StartsWith(t));
    }

    /// <summary>The connection is over.</summary>
    public void End()
    {
        _gone = true;
        _out.Writer.TryComplete();
    }
}
