using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Host.Formatting;

namespace PML.Tests.Host;

/// <summary>An engine and what its cells showed.</summary>
internal sealed class Session
{
    private readonly CellEngine _engine;
    private int _cells;

    public Session(string? folder = null) => _engine = new CellEngine(folder ?? Path.GetTempPath(), output =>
    {
        lock (Outputs) Outputs.Add(output);
    });

    public List<CellOutput> Outputs { get; } = [];

    /// <summary>The text of the last value shown.</summary>
    public string? Shown => (string?)Data[Mime.Text];

    /// <summary>The payloads of the last value shown.</summary>
    public JsonObject Data => Outputs.OfType<DisplayOutput>().Last().Data;

    public string Written(string stream = "stdout") => string.Concat(Outputs.OfType<StreamOutput>().Where(o => o.Stream == stream).Select(o => o.Text));

    public Task<CellError?> Try(string code) => _engine.Run(code, $"cell {++_cells}");

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
}
