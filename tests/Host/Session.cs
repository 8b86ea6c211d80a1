using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Host.Formatting;
using PML.Host.Insight;

namespace PML.Tests.Host;

/// <summary>An engine and what its cells showed.</summary>
internal sealed class Session
{
    private readonly CellEngine _engine;
    private int _cells;

    public Session(string? folder = null, Func<InputRequest, CancellationToken, Task<string>>? ask = null) => _engine = new CellEngine(folder ?? Path.GetTempPath(), Take, ask);

    public List<CellOutput> Outputs { get; } = [];

    /// <summary>The text of the last value shown.</summary>
    public string? Shown => (string?)Data[Mime.Text];

    /// <summary>The payloads of the last value shown.</summary>
    public JsonObject Data => Outputs.OfType<DisplayOutput>().Last().Data;

    public CellInsight Insight => _engine.Insight;

    public string Written(string stream = "stdout")
    {
        lock (Outputs) return string.Concat(Outputs.OfType<StreamOutput>().Where(o => o.Stream == stream).Select(o => o.Text));
    }

    public Task<CellError?> Try(string code, CancellationToken stop = default) => _engine.Run(code, $"cell {++_cells}", stop);

    public async Task Run(string code)
    {
        var error = await Try(code);
        Assert.True(error is null, error?.Message);
    }

    public async Task<CellError> Fail(string code)
    {
        var error = await Try(code);
        Assert.NotNull(error);
        return error;
    }

    /// <summary>Runs a cell on the side, waits until it has written something, and interrupts it.</summary>
    public async Task<CellError?> Interrupted(string code)
    {
        var run = Task.Run(() => Try(code));
        while (Written().Length == 0 && !run.IsCompleted) await Task.Delay(10);
        Assert.True(_engine.Interrupt());
        return await run;
    }

    private void Take(CellOutput output)
    {
        lock (Outputs) Outputs.Add(output);
    }
}
