using System.Diagnostics;
using System.IO.Pipes;
using PML.Host.Cells;
using PML.Sweeps;
using PML.Training;

namespace PML.Host.Isolation;

/// <summary>A session whose cells run in a process of their own: one that they end, or that a library takes down, is told as a cell's error.</summary>
internal sealed class EngineProcess : ICellRunner
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Action<CellOutput> _show;
    private readonly NamedPipeServerStream _pipe;
    private readonly Process _process;
    private readonly Task<StreamWriter?> _connected;
    private readonly SemaphoreSlim _sending = new(1);
    private volatile TaskCompletionSource<CellError?> _cell = new();

    /// <summary>Starts the process.</summary>
    /// <param name="folder">The notebook's folder, absolute.</param>
    /// <param name="show">Receives every output.</param>
    /// <param name="environment">Variables of the process, besides this one's.</param>
    public EngineProcess(string folder, Action<CellOutput> show, IReadOnlyDictionary<string, string>? environment = null)
    {
        _show = show;
        string name = $"pml-{Guid.NewGuid():n}"[..16];
        _pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        var start = new ProcessStartInfo(WorkerCommand.DotNet, [typeof(EngineProcess).Assembly.Location, "cells", name]) { WorkingDirectory = folder };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;
        _process = Process.Start(start)!;
        _connected = Connect();
    }

    /// <inheritdoc/>
    public long PeakMemory { get; private set; }

    /// <inheritdoc/>
    public async Task<CellError?> Run(string source, string name, CancellationToken stop)
    {
        var cell = _cell = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (await _connected is not { } writer || !await Send(writer, EngineMessages.Run(source, name))) return await Ended();
        await using var registration = stop.Register(() => _ = Send(writer, EngineMessages.Stop));
        return await cell.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The end of the pipe is what ends the process.
        _pipe.Dispose();
        if (!_process.WaitForExit(s_patience)) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task<StreamWriter?> Connect()
    {
        using var never = new CancellationTokenSource();
        var connection = _pipe.WaitForConnectionAsync(never.Token);
        if (await Task.WhenAny(connection, _process.WaitForExitAsync()) != connection)
        {
            await never.CancelAsync();
            return null;
        }
        _ = Listen(new StreamReader(_pipe));
        return new StreamWriter(_pipe) { AutoFlush = true };
    }

    private async Task<bool> Send(StreamWriter writer, string line)
    {
        await _sending.WaitAsync();
        try
        {
            await writer.WriteLineAsync(line);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Listen(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line) Take(EngineMessages.Read(line));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or System.Text.Json.JsonException)
        {
            // Ended in the middle of a line.
        }
        _cell.TrySetResult(await Ended());
    }

    private void Take(System.Text.Json.Nodes.JsonObject message)
    {
        if (EngineMessages.Output(message) is { } output) _show(output);
        else if (message.ContainsKey("draw")) _ = Task.Run(async () => await Send((await _connected)!, EngineMessages.Drawn(message)));
        else if (message["record"] is { } record) RunLog.Note(RunRecordJson.Read((string)record!));
        else
        {
            PeakMemory = (long)message["memory"]!;
            _cell.TrySetResult(EngineMessages.Error(message));
        }
    }

    private async Task<CellError> Ended()
    {
        try
        {
            await _process.WaitForExitAsync();
            return ProcessEnd.Error(_process.ExitCode);
        }
        catch (InvalidOperationException)
        {
            return ProcessEnd.Error(0);   // disposed: nobody waits
        }
    }
}
