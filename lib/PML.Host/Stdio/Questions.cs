using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Support;

namespace PML.Host.Stdio;

/// <summary>What cells ask the person at the editor, and wait for.</summary>
/// <param name="post">Sends a message to the editor.</param>
internal sealed class Questions(Action<JsonObject> post)
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _open = [];
    private int _last;

    /// <summary>Asks.</summary>
    /// <param name="run">The request that runs the cell.</param>
    /// <param name="request">What to ask.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="PmlException">The person did not answer.</exception>
    public async Task<string> Ask(int run, InputRequest request, CancellationToken stop)
    {
        int number = Interlocked.Increment(ref _last);
        var answer = _open[number] = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            post(new JsonObject { ["id"] = run, ["event"] = "ask", ["question"] = number, ["prompt"] = request.Prompt, ["password"] = request.IsPassword });
            return await answer.Task.WaitAsync(stop);
        }
        finally
        {
            _open.TryRemove(number, out _);
        }
    }

    /// <summary>Takes an answer.</summary>
    /// <param name="question">The question's number.</param>
    /// <param name="text">The answer; null when the person refused.</param>
    public void Answer(int question, string? text)
    {
        if (!_open.TryGetValue(question, out var answer)) return;   // nobody waits any more
        if (text is not null) answer.TrySetResult(text);
        else answer.TrySetException(new PmlException("The cell asked for input, and the question was closed without an answer. Run the cell again to be asked again."));
    }
}
