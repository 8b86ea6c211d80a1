using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Formatting;

namespace PML.Host.Stdio;

/// <summary>Sends messages in order, from a thread of its own, so that an editor that reads slowly holds up nobody but who writes too much.</summary>
/// <remarks>Console text is joined while it waits, and a content that a newer one replaces is not sent. When much is waiting, whoever posts waits too.</remarks>
internal sealed class Outbox
{
    /// <summary>The most bytes of a line; what is longer is replaced by a sentence.</summary>
    public const int LongestLine = 64 << 20;

    private const long MostWaiting = 64 << 20;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly Stream _output;
    private readonly int _longest;
    private readonly Thread _writer;
    private readonly object _gate = new();
    private List<Message> _waiting = [];
    private long _weight;
    private bool _completed, _broken;

    /// <summary>Starts to send.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="longest">The most bytes of a line.</param>
    public Outbox(Stream output, int longest = LongestLine)
    {
        (_output, _longest) = (output, longest);
        _writer = new Thread(Send) { IsBackground = true, Name = "outbox" };
        _writer.Start();
    }

    /// <summary>Sends a message soon. Waits where too much waits already.</summary>
    public void Post(Message message)
    {
        lock (_gate)
        {
            while (_weight > MostWaiting && !_broken && !_completed) Monitor.Wait(_gate);
            if (_broken || _completed) return;
            _weight += message.Weight;
            if (!Join(message)) _waiting.Add(message);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Sends an object.</summary>
    public void Post(JsonObject body) => Post(new Message.Plain(body));

    /// <summary>Sends what waits, and ends. Returns when it is sent, or nobody reads any more.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Monitor.PulseAll(_gate);
        }
        _writer.Join(TimeSpan.FromSeconds(2));
    }

    private bool Join(Message message)
    {
        if (message is Message.Stream more && _waiting is [.., Message.Stream last] && last.Run == more.Run && last.Name == more.Name)
        {
            last.Text.Append(more.Text);
            return true;
        }
        if (message is not Message.Display { Event: "update" } update) return false;
        int at = _waiting.FindLastIndex(m => m is Message.Display { Event: "update" } older && older.Id == update.Id);
        if (at < 0) return false;
        _weight -= _waiting[at].Weight;
        _waiting[at] = update;
        return true;
    }

    private void Send()
    {
        try
        {
            while (Take() is { } messages)
            {
                foreach (var message in messages) _output.Write(Line(message));
                _output.Flush();
                Thread.Sleep(s_pause);   // what comes meanwhile is joined
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The editor has gone: the end of its input ends the host.
            lock (_gate)
            {
                _broken = true;
                _waiting = [];
                Monitor.PulseAll(_gate);
            }
        }
    }

    private List<Message>? Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_completed) Monitor.Wait(_gate);
            if (_waiting.Count == 0) return null;
            var taken = _waiting;
            (_waiting, _weight) = ([], 0);
            Monitor.PulseAll(_gate);
            return taken;
        }
    }

    private byte[] Line(Message message)
    {
        var line = message.ToLine();
        if (line.Length <= _longest) return line;
        string sentence = $"(An output of {line.Length >> 20} MB is left out: at most {_longest >> 20} MB are shown. Show a part of it, or save it to a file.)\n";
        return message is Message.Display display ? (display with { Data = new JsonObject { [Mime.Text] = sentence } }).ToLine()
            : message is Message.Stream stream ? (stream with { Text = new StringBuilder(sentence) }).ToLine()
            : line;
    }
}
