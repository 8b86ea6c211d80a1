using PML.Support;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Host;

/// <summary>Progress is shown in place, in notebooks by their own means, and never more often than people read.</summary>
public sealed class LiveProgressTests
{
    private readonly ManualClock _clock = new();
    private readonly StringWriter _console = new();
    private readonly List<List<string>> _places = [];

    [Fact]
    public void In_a_notebook_each_run_has_one_place_updated_at_most_four_times_a_second_and_at_its_end()
    {
        var progress = new LiveProgress(Show, _console, _clock);
        for (int step = 1; step <= 100; step++)
        {
            progress.Report(At("PML, seed 0", step));
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }
        progress.Report(At("PML, seed 1", 1));
        Assert.Equal(2, _places.Count);
        Assert.Equal(5, _places[0].Count);   // 0, 250, 500, 750 ms and the last step
        Assert.Equal("PML, seed 0: 10 epochs, 100 steps in 2 min 05 s, loss 0.250 1.000", _places[0][^1]);
        Assert.Equal("PML, seed 1  [--------------------]  1 %  epoch 1/10  loss 0.250 1.000  2 steps/s  50 s left", _places[1][0]);
        Assert.Equal("", _console.ToString());
    }

    [Fact]
    public void Runs_at_once_keep_their_places_and_a_run_of_the_same_name_gets_a_new_one()
    {
        var progress = new LiveProgress(Show, _console, _clock);
        foreach (var step in new[] { 1, 100 })
            foreach (var run in new[] { "a", "b" }) progress.Report(At(run, step));
        progress.Report(At("a", 1));
        Assert.Equal([2, 2, 1], _places.Select(p => p.Count));
    }

    [Fact]
    public void Outside_a_notebook_a_line_every_five_seconds_and_one_at_the_end()
    {
        var progress = new LiveProgress(_ => null, _console, _clock);
        for (int step = 1; step <= 100; step++)
        {
            progress.Report(At("PML", step));
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }
        var lines = _console.ToString().TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains("51 %", lines[1]);
        Assert.StartsWith("PML: 10 epochs", lines[2]);
    }

    [Fact]
    public async Task The_cells_of_this_host_show_it_by_reflection_alone()
    {
        var session = new Session();
        await session.Run($"#r \"{typeof(Live).Assembly.Location}\"\nusing PML.Support; using PML.Training;\nvar p = Live.Progress();");
        await session.Run("foreach (var step in new[] { 1, 10 }) p.Report(new TrainProgress(\"<PML>\", 1, 1, step, 10, new[] { 0.5 }, TimeSpan.FromSeconds(3)) { StepsPerSecond = 3 });");
        var display = Assert.Single(session.Outputs.OfType<PML.Host.Cells.DisplayOutput>());
        var update = Assert.Single(session.Outputs.OfType<PML.Host.Cells.DisplayUpdate>());
        Assert.Equal(display.DisplayId, update.DisplayId);
        Assert.Equal("<div><b>&lt;PML&gt;</b> <progress value=\"1\" max=\"10\"></progress> 10 %, epoch 1/1  loss 0.500  3 steps/s  3 s left</div>", (string?)display.Data["text/html"]);
        Assert.Equal("<PML>: 1 epochs, 10 steps in 3 s, loss 0.500", (string?)update.Data["text/plain"]);
    }

    [Fact]
    public void The_front_grows_in_the_figure_below_the_bar_and_folds_away_at_the_end()
    {
        var shown = new List<string>();
        var progress = new LiveProgress(value =>
        {
            shown.Add(Convention.Show(value, "text/html"));
            return newer => shown.Add(Convention.Show(newer, "text/html"));
        }, _console, _clock);
        for (int i = 1; i <= 5; i++)
        {
            progress.Report(At("PML", 20 * i) with { Front = i == 1 ? null : [[1.0 / i, 2], [0.5, 2.0 / i]] });
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal([0, 1, 2, 3, 4], shown.Select(html => System.Text.RegularExpressions.Regex.Count(html, "<polyline ")));
        Assert.StartsWith("<div><b>PML</b> <progress", shown[^2]);
        Assert.StartsWith("<details><summary><b>PML</b>: 10 epochs, 100 steps", shown[^1]);
        Assert.All(shown, html => Assert.DoesNotContain("<script", html));
    }

    [Fact]
    public void In_DotNet_Interactive_it_goes_through_the_context_whose_updates_stay_in_place()
    {
        var context = new Microsoft.DotNet.Interactive.KernelInvocationContext();
        Microsoft.DotNet.Interactive.KernelInvocationContext.Current = context;
        NotebookDisplay.Show("a")!("b");
        Assert.Equal(["a 0", "updated: b"], context.Shown);
    }

    [Fact]
    public void In_DotNet_Interactive_its_token_is_the_request_to_stop_and_elsewhere_there_is_none()
    {
        Assert.Equal(CancellationToken.None, NotebookInterruption.Token);
        using var stop = new CancellationTokenSource();
        Microsoft.DotNet.Interactive.KernelInvocationContext.Current = new() { CancellationToken = stop.Token };
        Assert.Equal(stop.Token, NotebookInterruption.Token);
    }

    [Fact]
    public void Outside_every_cell_there_is_no_notebook_to_show_in() => Assert.Null(NotebookDisplay.Show("x"));

    private Action<object>? Show(object value)
    {
        var place = new List<string> { value.ToString()! };
        _places.Add(place);
        return newer => place.Add(newer.ToString()!);
    }

    private static TrainProgress At(string run, int step) => new(run, 1 + step / 11, 10, step, 100, [0.25, 1], TimeSpan.FromSeconds(125)) { StepsPerSecond = 2 };
}
