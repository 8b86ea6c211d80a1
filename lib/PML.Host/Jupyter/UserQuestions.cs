using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Support;

namespace PML.Host.Jupyter;

/// <summary>Questions that a cell asks the person at the notebook, one at a time.</summary>
internal sealed class UserQuestions
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile TaskCompletionSource<string>? _answer;

    /// <summary>Asks the user who sent a request.</summary>
    /// <exception cref="PmlException">The client takes no input.</exception>
    public async Task<string> Ask(KernelSockets sockets, KernelRequest? request, InputRequest what, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _answer = answer;
            var content = new JsonObject { ["prompt"] = what.Prompt, ["password"] = what.IsPassword };
            if (request?.Message.Flag("allow_stdin", false) != true || !sockets.Question(request, content))
                throw new PmlException($"The cell asks for input{(what.Prompt.Length > 0 ? $" ('{what.Prompt}')" : "")}, and this client of the kernel takes none. Set the value in the cell instead.");
            return await answer.Task.WaitAsync(stop);
        }
        finally
        {
            _answer = null;
            _turn.Release();
        }
    }

    /// <summary>Takes an answer; one that nobody waits for changes nothing.</summary>
    public void Take(JupyterMessage answer)
    {
        if (answer.Type == "input_reply") _answer?.TrySetResult(answer.Text("value"));
    }
}
