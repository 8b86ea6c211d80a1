using PML.Host.Cells;

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
    public async Task A_training_ends_at_its_next_batch_and_goes_on_from_its_checkpoint()
    {
        using var folder = new NotebookFolder();
        var session = new Session(folder.Path);
        await session.Run($"#r \"{typeof(PML.Training.Trainer).Assembly.Location}\"\n#r \"{typeof(TorchSharp.torch).Assembly.Location}\"\nusing PML.Data; using PML.Networks; using PML.Objectives; using PML.Training; using PML.Weighting; using static TorchSharp.torch;");
        await session.Run($$"""
            var data = new TaskData(zeros([64, 1, 28, 28]), [zeros([64], int64), zeros([64], int64)]);
            var objective = new NetworkObjective(new LeNet(), [new CrossEntropy(), new CrossEntropy()]);
            var options = new TrainOptions { Epochs = 1_000_000, BatchSize = 32 };
            class Steps : IProgress<TrainProgress> { public void Report(TrainProgress p) => Console.Write($"{p.Step} "); }
            """);
        string kept = System.Text.Json.JsonSerializer.Serialize(folder.At("run.safetensors"));
        var first = await session.Interrupted($"new Trainer(options with {{ CheckpointPath = {kept} }}).Train(new LinearScalarization(), objective, data, new Steps());");
        Assert.Matches($@"^LS, seed 0 was stopped at step \d+ of 2000000\. Its checkpoint is kept: .*run\.safetensors\. Train with the same settings again to go on from it\. What earlier cells declared is still there\.$", first?.Message);
        long stopped = long.Parse(first!.Message.Split(' ')[7], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(File.Exists(folder.At("run.safetensors")));
        session.Outputs.Clear();
        await session.Interrupted($"new Trainer(options with {{ CheckpointPath = {kept} }}).Train(new LinearScalarization(), objective, data, new Steps());");
        Assert.Equal(stopped + 1, long.Parse(session.Written().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        session.Outputs.Clear();
        var without = await session.Interrupted("new Trainer(options).Train(new LinearScalarization(), objective, data, new Steps());");
        Assert.Contains("It keeps no checkpoint: give the training a CheckpointFolder", without?.Message);
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

    [Fact]
    public async Task The_hosts_own_work_is_not_cut_in_two_not_even_by_optimised_code()
    {
        for (int i = 0; i < 1000; i++) CellThread.Whole(() => { });
        await Task.Delay(300);   // for the compiler in the background
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool goOn = false, done = false;
        var run = CellThread.Run(
            () =>
            {
                CellThread.Whole(() =>
                {
                    begun.SetResult();
                    while (!Volatile.Read(ref goOn)) Thread.SpinWait(100);
                    done = true;
                });
                Thread.Sleep(-1);
                return Task.FromResult(0);
            },
            stop.Token);
        await begun.Task;
        var asked = Task.Run(stop.Cancel);
        await Task.Delay(200);   // long enough for a stop that does not wait
        Volatile.Write(ref goOn, true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await asked;
        Assert.True(done);
    }

    [Fact]
    public async Task A_question_is_asked_by_a_thread_that_is_never_stopped()
    {
        string? name = "none";
        var engine = new CellEngine(Path.GetTempPath(), _ => { }, (_, _) =>
        {
            name = Thread.CurrentThread.Name;
            return Task.FromResult("");
        });
        Assert.Null(await engine.Run("await GetInputAsync(\"?\")", "cell"));
        Assert.NotEqual("cell", name);
        Assert.NotEqual("none", name);
    }
}
