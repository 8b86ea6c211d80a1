using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using PML.Host.Cells;
using PML.Host.Notebooks;
using PML.Support;

namespace PML.Host.Stdio;

/// <summary>The notebook engine behind an editor: one JSON message a line in, one a line out. README.md in this folder lists the messages.</summary>
internal sealed class StdioHost
{
    /// <summary>The most bytes of a line of the editor.</summary>
    private const int LongestRequest = 16 << 20;

    /// <summary>What a running cell may take to end when the editor has gone: a training stops at its next batch and keeps its checkpoint.</summary>
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(11);

    private readonly LineReader _input;
    private readonly Outbox _outbox;
    private readonly Questions _questions;
    private readonly CellEngine _engine;
    private readonly Answers _answers;
    private readonly Channel<Request> _cells = Channel.CreateUnbounded<Request>(), _asked = Channel.CreateUnbounded<Request>();
    private readonly ConcurrentDictionary<int, CancellationTokenSource> _open = [];
    private volatile Running _running = new(0, new StreamBudget());
    private int _count;

    /// <summary>A host that nothing was asked of yet.</summary>
    /// <param name="folder">The notebook's folder, absolute.</param>
    /// <param name="input">The editor's messages.</param>
    /// <param name="output">Where the host's go.</param>
    public StdioHost(string folder, Stream input, Stream output)
    {
        _input = new LineReader(input, LongestRequest);
        _outbox = new Outbox(output);
        _questions = new Questions(_outbox.Post);
        _engine = new CellEngine(folder, Show, (request, stop) => _questions.Ask(_running.Id, request, stop)) { Pictures = FigureImages.WantedLive };
        _answers = new Answers(_engine.Insight);
        _engine.WhenProcessEnds(error =>
        {
            End(error);
            _outbox.Complete();
        });
    }

    private sealed record Running(int Id, StreamBudget Budget);

    /// <summary>Serves the editor until its input ends; a cell that runs then is interrupted.</summary>
    public async Task Run()
    {
        _outbox.Post(new JsonObject { ["event"] = "ready", ["version"] = typeof(StdioHost).Assembly.GetName().Version!.ToString(3) });
        var work = Task.WhenAll(Task.Run(RunCells), Task.Run(AnswerQuestions));
        while (await _input.Next() is { } line) Take(line);
        _cells.Writer.Complete();
        _asked.Writer.Complete();
        while (_cells.Reader.TryRead(out _)) { }
        _engine.Interrupt();
        await Task.WhenAny(work, Task.Delay(s_farewell));
        _outbox.Complete();
    }

    private void Take(LineReader.Line line)
    {
        if (line.Text.Length == 0 && !line.IsTooLong) return;
        var request = new Request("");
        try
        {
            if (line.IsTooLong) throw new PmlException($"A message must have at most {LongestRequest >> 20} MB; a longer one was skipped.");
            request = Request.Read(line.Text);
            Do(request);
        }
        catch (PmlException e)
        {
            Fail(request, e.Message);
        }
    }

    private void Do(Request request)
    {
        if (request.Do == "run") _cells.Writer.TryWrite(request);
        else if (request.Do == "interrupt") _engine.Interrupt();
        else if (request.Do == "input") _questions.Answer(request.Of, request.Text);
        else if (request.Do == "cancel") (_open.TryGetValue(request.Of, out var open) ? open : null)?.Cancel();
        else if (Answers.Knows(request.Do))
        {
            if (!_open.TryAdd(request.Id, new CancellationTokenSource())) throw new PmlException($"The id {request.Id} belongs to a request that is not answered yet.");
            _asked.Writer.TryWrite(request);
        }
        else throw new PmlException($"There is no verb '{request.Do}'. The verbs: run, interrupt, input, cancel, complete, describe, hover, signatures, diagnose, status.");
    }

    private async Task RunCells()
    {
        await foreach (var request in _cells.Reader.ReadAllAsync())
        {
            _running = new Running(request.Id, new StreamBudget());
            _outbox.Post(new JsonObject { ["id"] = request.Id, ["event"] = "start", ["count"] = ++_count });
            CellError? error;
            try
            {
                // The name is what editors recognise in a stack trace, and turn into a link to the cell.
                error = await _engine.Run(request.Code, $"Cell In[{_count}]");
            }
            catch (Exception e)
            {
                error = new CellError(e.GetType().Name, $"The host failed, which is a fault of its own: {e.Message}", null, [.. e.ToString().Split('\n')]);
            }
            End(error);
        }
    }

    private void End(CellError? error) => _outbox.Post(new JsonObject { ["id"] = _running.Id, ["event"] = "end", ["count"] = _count, ["error"] = error is null ? null : Of(error) });

    private async Task AnswerQuestions()
    {
        await foreach (var request in _asked.Reader.ReadAllAsync())
        {
            var stop = _open[request.Id].Token;
            try
            {
                stop.ThrowIfCancellationRequested();
                _outbox.Post(new JsonObject { ["id"] = request.Id, ["event"] = "answer", ["value"] = _answers.To(request, stop) });
            }
            catch (OperationCanceledException)
            {
                Fail(request, "cancelled");
            }
            catch (Exception e)
            {
                Fail(request, e.Message);
            }
            _open.TryRemove(request.Id, out _);
        }
    }

    private void Show(CellOutput output)
    {
        var running = _running;
        if (output is not StreamOutput stream) _outbox.Post(Message.Of(running.Id, output));
        else if (running.Budget.Cut(stream.Text) is { } text) _outbox.Post(Message.Of(running.Id, stream with { Text = text }));
    }

    private void Fail(Request request, string message) => _outbox.Post(new JsonObject { ["id"] = request.Id, ["event"] = "failed", ["message"] = message });

    private static JsonObject Of(CellError error) => new()
    {
        ["name"] = error.Name,
        ["message"] = error.Message,
        ["line"] = error.Line,
        ["details"] = new JsonArray([.. error.Details.Select(l => (JsonNode)l)]),
    };
}
