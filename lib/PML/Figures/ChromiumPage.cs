using System.Globalization;
using System.Text.Json.Nodes;
using PML.Support;

namespace PML.Figures;

/// <summary>A page in a Chromium of its own.</summary>
internal sealed class ChromiumPage : IDisposable
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(60);

    private readonly ChromiumProcess _process;
    private readonly ChromiumPipe _pipe;
    private readonly string _session;

    /// <summary>Starts Chromium and opens an empty page.</summary>
    /// <exception cref="PmlException">It does not start, or not within a minute.</exception>
    /// <exception cref="ChromiumGoneException">It ended at once.</exception>
    internal ChromiumPage(string program, CancellationToken cancellation)
    {
        _process = new ChromiumProcess(program);
        try
        {
            _pipe = new ChromiumPipe(_process.Input, _process.Output);
            using var limit = new Limit(Start, program, cancellation);
            var target = limit.Of(stop => _pipe.Send("Target.createTarget", new() { ["url"] = "about:blank" }, null, stop))["targetId"]!;
            _session = (string)limit.Of(stop => _pipe.Send("Target.attachToTarget", new() { ["targetId"] = target.DeepClone(), ["flatten"] = true }, null, stop))["sessionId"]!;
        }
        catch (ChromiumGoneException)
        {
            var reason = _process.Reason();
            _process.Dispose();
            throw new PmlException($"Chromium ({program}) failed with {reason} Run it by hand with --headless --dump-dom about:blank to see why, or set PML_CHROMIUM to another.");
        }
        catch
        {
            _process.Dispose();
            throw;
        }
    }

    /// <summary>The program's file.</summary>
    internal string Program => _process.Program;

    /// <summary>The number that the system gives the browser.</summary>
    internal int ProcessId => _process.Id;

    /// <summary>Gives a command that is for the page.</summary>
    /// <exception cref="PmlException">It takes too long.</exception>
    /// <exception cref="ChromiumGoneException">Chromium ended.</exception>
    internal JsonObject Send(string method, JsonObject parameters, TimeSpan limit, CancellationToken cancellation)
    {
        using var waiting = new Limit(limit, Program, cancellation);
        return waiting.Of(stop => _pipe.Send(method, parameters, _session, stop));
    }

    /// <summary>The value of a JavaScript expression; a promise is waited for.</summary>
    /// <exception cref="InvalidOperationException">The expression throws; the message is its own.</exception>
    /// <exception cref="PmlException">It takes too long.</exception>
    /// <exception cref="ChromiumGoneException">Chromium ended.</exception>
    internal JsonNode? Evaluate(string expression, TimeSpan limit, CancellationToken cancellation)
    {
        var said = Send("Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true }, limit, cancellation);
        if (said["exceptionDetails"] is not JsonObject thrown) return said["result"]?["value"];
        var text = (string?)thrown["exception"]?["description"] ?? (string?)thrown["exception"]?["value"]?.ToString() ?? (string?)thrown["text"] ?? "";
        throw new InvalidOperationException(text.Split('\n')[0]);
    }

    /// <summary>Ends the browser.</summary>
    public void Dispose() => _process.Dispose();

    private sealed class Limit : IDisposable
    {
        private readonly TimeSpan _time;
        private readonly string _program;
        private readonly CancellationToken _cancellation;
        private readonly CancellationTokenSource _stop;

        internal Limit(TimeSpan time, string program, CancellationToken cancellation)
        {
            (_time, _program, _cancellation) = (time, program, cancellation);
            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            _stop.CancelAfter(time);
        }

        internal T Of<T>(Func<CancellationToken, T> work)
        {
            try
            {
                return work(_stop.Token);
            }
            catch (OperationCanceledException) when (!_cancellation.IsCancellationRequested)
            {
                throw new PmlException(string.Create(CultureInfo.InvariantCulture, $"Chromium ({_program}) worked for more than {_time.TotalSeconds:0.#} seconds and was stopped. Try again, or draw fewer points."));
            }
        }

        public void Dispose() => _stop.Dispose();
    }
}
