using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PML.Figures;

/// <summary>Commands to a Chromium and their answers: the Chrome DevTools Protocol, one JSON object and a zero byte a message.</summary>
internal sealed class ChromiumPipe
{
    private const int LargestMessage = 256 << 20;

    private readonly Stream _input, _output;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _waiting = new();
    private volatile bool _gone;
    private int _last;

    /// <summary>Takes over the two ends and reads until Chromium closes its own.</summary>
    internal ChromiumPipe(Stream input, Stream output)
    {
        (_input, _output) = (input, output);
        new Thread(Read) { IsBackground = true, Name = "Chromium's answers" }.Start();
    }

    /// <summary>Gives a command and waits for its answer.</summary>
    /// <param name="method">Its name, e.g. "Page.printToPDF".</param>
    /// <param name="parameters">Its arguments.</param>
    /// <param name="session">The page it is for; null for the browser itself.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>The answer's "result".</returns>
    /// <exception cref="ChromiumGoneException">Chromium ended.</exception>
    /// <exception cref="InvalidOperationException">Chromium refused; the message says why.</exception>
    internal JsonObject Send(string method, JsonObject parameters, string? session, CancellationToken stop)
    {
        var (id, answer) = (Interlocked.Increment(ref _last), new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting[id] = answer;
        try
        {
            var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
            if (session is not null) message["sessionId"] = session;
            Write(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString() + "\0"));
            if (_gone) throw new ChromiumGoneException();
            answer.Task.Wait(stop);
            var said = answer.Task.Result;
            return said["result"] as JsonObject ?? throw new InvalidOperationException($"Chromium refused {method}: {said["error"]?["message"]}");
        }
        catch (AggregateException e)
        {
            throw e.InnerException!;
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    private void Write(byte[] message)
    {
        try
        {
            _input.Write(message);
            _input.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new ChromiumGoneException();
        }
    }

    private void Read()
    {
        var (buffer, message) = (new byte[1 << 16], new MemoryStream());
        try
        {
            while (_output.Read(buffer) is > 0 and var count && message.Length < LargestMessage)
                for (var start = 0; start < count;)
                {
                    var end = Array.IndexOf(buffer, (byte)0, start, count - start);
                    message.Write(buffer, start, (end < 0 ? count : end) - start);
                    start = end < 0 ? count : end + 1;
                    if (end < 0) continue;
                    Take(message.ToArray());
                    message.SetLength(0);
                }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or System.Text.Json.JsonException)
        {
            // As when it ends: nobody answers any more.
        }

        _gone = true;
        foreach (var answer in _waiting.Values) answer.TrySetException(new ChromiumGoneException());
    }

    private void Take(byte[] message)
    {
        // Messages without a number tell of events, which nobody here waits for.
        if (JsonNode.Parse(message) is JsonObject said && (int?)said["id"] is { } id && _waiting.TryRemove(id, out var answer)) answer.TrySetResult(said);
    }
}
