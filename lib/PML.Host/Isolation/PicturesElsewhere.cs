using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PML.Figures;

namespace PML.Host.Isolation;

/// <summary>Lets the process that started this one draw the pictures that cells ask for: a run has one browser.</summary>
/// <param name="send">Sends a line to that process.</param>
internal sealed class PicturesElsewhere(Action<string> send)
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _waiting = new();
    private int _last;

    /// <summary>Pictures of figures; waits for them.</summary>
    public IReadOnlyList<byte[]> Draw(IReadOnlyList<(string Json, string Alt)> figures, ImageFormat format, CancellationToken cancellation)
    {
        var (id, answer) = (Interlocked.Increment(ref _last), new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting[id] = answer;
        try
        {
            send(EngineMessages.Draw(id, figures, format));
            answer.Task.Wait(cancellation);
            return EngineMessages.Pictures(answer.Task.Result);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Takes in an answer.</summary>
    public void Take(JsonObject drawn)
    {
        if (_waiting.TryRemove((int)drawn["drawn"]!, out var answer)) answer.TrySetResult(drawn);
    }
}
