using PML.Host.Cells;
using PML.Host.Formatting;
using PML.Host.Isolation;

namespace PML.Tests.Host;

/// <summary>Cells in a process of their own.</summary>
public sealed class EngineProcessTests
{
    private readonly List<CellOutput> _outputs = [];

    [Fact]
    public async Task Outputs_errors_and_variables_are_those_of_an_engine_in_this_process()
    {
        using var engine = Start();
        Assert.Null(await Run(engine, "var d = display(\"start\");\nConsole.Write(\"a\\nb\");\nConsole.Error.Write(\"e\");\nd.Update(\"end\");\nint x = 41;"));
        Assert.Null(await Run(engine, "new { X = x + 1 }"));
        Assert.Equal([typeof(DisplayOutput), typeof(StreamOutput), typeof(StreamOutput), typeof(DisplayUpdate), typeof(DisplayOutput)], _outputs.Select(o => o.GetType()));
        Assert.Equal(((DisplayOutput)_outputs[0]).DisplayId, ((DisplayUpdate)_outputs[3]).DisplayId);
        Assert.Equal([new StreamOutput("stdout", "a\nb"), new StreamOutput("stderr", "e")], _outputs.OfType<StreamOutput>());
        Assert.Contains("<td>42</td>", (string?)((DisplayOutput)_outputs[4]).Data[Mime.Html]);
        var error = await Run(engine, "\nthrow new FormatException(\"broken\");");
        Assert.Equal(("FormatException", "broken", 2), (error!.Name, error.Message, error.Line));
        Assert.Contains("   at cell, line 2", error.Details);
        Assert.InRange(engine.PeakMemory, 50 << 20, 1 << 30);
    }

    [Fact]
    public async Task A_cell_can_be_stopped_and_the_session_goes_on()
    {
        using var engine = Start();
        Assert.Null(await Run(engine, "int kept = 3;"));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        Assert.Equal("Interrupted", (await engine.Run("while (true) ;", "cell", stop.Token))?.Name);
        Assert.Null(await Run(engine, "kept"));
        Assert.Equal("3", Shown);
    }

    [Theory]
    [InlineData("Environment.Exit(3);", "exit code 3), as Environment.Exit does")]
    [InlineData("int F(int x) => 1 + F(x + 1);\nF(1)", "calls went too deep (stack overflow)")]
    [InlineData("Environment.FailFast(\"enough\");", "or a library gave up")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill();\nawait Task.Delay(-1);", "memory ran out")]
    public async Task A_cell_that_ends_its_process_leaves_its_outputs_and_a_sentence(string code, string cause)
    {
        using var engine = Start();
        var error = await Run(engine, "Console.WriteLine(\"before\");\n" + code);
        Assert.Equal("ProcessEnded", error?.Name);
        Assert.Contains(cause, error!.Message);
        Assert.Contains("The outputs so far are kept", error.Message);
        Assert.Equal(new StreamOutput("stdout", "before\n"), _outputs[0]);
        // Nothing runs there any more, and the answer is the same.
        Assert.Equal(error.Message, (await Run(engine, "1"))?.Message);
    }

    [Fact]
    public async Task A_cell_that_takes_all_memory_fails_and_the_session_goes_on()
    {
        using var engine = new EngineProcess(Path.GetTempPath(), Take, new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x10000000" });
        Assert.Null(await Run(engine, "int kept = 3;"));
        var error = await Run(engine, "var hoard = new List<byte[]>();\nwhile (true) hoard.Add(new byte[10_000_000]);");
        Assert.Equal("OutOfMemoryException", error?.Name);
        Assert.Null(await Run(engine, "kept"));
        Assert.Equal("3", Shown);
        // Where not even small things find room, and an earlier cell holds all of it, .NET may not go on; an answer comes in every case.
        error = await Run(engine, "var hoard = new List<byte[]>();\nwhile (true) hoard.Add(new byte[1_000]);");
        Assert.Contains("memory ran out", error!.Message);
        await Run(engine, "var hoard = new List<byte[]>();\ntry { while (true) hoard.Add(new byte[1_000]); } catch (OutOfMemoryException) { }");
        error = await Run(engine, "var more = new byte[100_000_000];");
        Assert.Contains("memory ran out", error!.Message);
    }

    private string? Shown => (string?)_outputs.OfType<DisplayOutput>().Last().Data[Mime.Text];

    private EngineProcess Start() => new(Path.GetTempPath(), Take);

    private static Task<CellError?> Run(EngineProcess engine, string code) => engine.Run(code, "cell", default);

    private void Take(CellOutput output)
    {
        lock (_outputs) _outputs.Add(output);
    }
}
