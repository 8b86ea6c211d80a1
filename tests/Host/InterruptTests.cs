namespace PML.Tests.Host;

/// <summary>A cell can be stopped whatever it does, and the session goes on.</summary>
public sealed class InterruptTests
{
    [Theory]
    [InlineData("while (true) ;")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("while (true) try { while (true) ; } catch (Exception) { }")]
    [InlineData("await Task.Run(() => System.Threading.Thread.Sleep(-1));")]
    public async Task Busy_loops_awaits_and_sleeps_end_and_the_session_goes_on(string code)
    {
        var session = new Session();
        await session.Run("int before = 41;");
        var error = await session.Interrupted("Console.Write(\"on\");\n" + code);
        Assert.Equal("Interrupted", error?.Name);
        await session.Run("before + 1");
        Assert.Equal("42", session.Shown);
    }

    [Fact]
    public async Task Code_that_looks_at_the_request_ends_by_itself()
    {
        var session = new Session();
        var error = await session.Interrupted("var stop = Interruption;\nConsole.Write(\"on\");\nwhile (!stop.IsCancellationRequested) System.Threading.Thread.Sleep(1);\nvar kept = \"kept\";");
        Assert.Null(error);
        await session.Run("kept");
        Assert.Equal("kept", session.Shown);
    }

    [Fact]
    public async Task A_cancelled_operation_of_an_interrupted_cell_is_no_failure_of_it()
    {
        var error = await new Session().Interrupted("var stop = Interruption;\nConsole.Write(\"on\");\nawait Task.Delay(-1, stop);");
        Assert.Equal("Interrupted", error?.Name);
    }

    [Fact]
    public async Task Without_a_request_a_cancelled_operation_fails_the_cell()
    {
        var error = await new Session().Fail("throw new OperationCanceledException(\"mine\");");
        Assert.Equal(("OperationCanceledException", "mine"), (error.Name, error.Message));
    }

    [Fact]
    public async Task The_parts_behind_an_interrupted_one_do_not_run()
    {
        var session = new Session();
        var error = await session.Interrupted("var stop = Interruption;\nConsole.Write(\"on\");\nwhile (!stop.IsCancellationRequested) System.Threading.Thread.Sleep(1);\n#!csharp\nConsole.Write(\"never\");");
        Assert.Equal("Interrupted", error?.Name);
        Assert.Equal("on", session.Written());
    }

    [Fact]
    public async Task A_token_stops_a_cell_too()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var error = await Task.Run(() => new Session().Try("while (true) ;", stop.Token));
        Assert.Equal("Interrupted", error?.Name);
    }
}
