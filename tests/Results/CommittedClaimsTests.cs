using System.Globalization;
using PML.Metrics;
using PML.Tests.RepoRules;
using PML.Training;
using PML.Weighting;

namespace PML.Tests.Results;

/// <summary>The committed runs of the other experiments hold what their notebooks say of them.</summary>
public class CommittedClaimsTests
{
    [Fact]
    public void PmlIsAboveLinearScalarizationOnEachOfThreeDigits()
    {
        var runs = Runs("multimnist3").Where(run => run.Data.Protocol == "paper").ToArray();
        HaveThreeSeeds(runs, 3);
        double[] gains = [.. Enumerable.Range(1, 3).Select(task => Mean(runs, "PML", $"task{task}.accuracy") - Mean(runs, "LS", $"task{task}.accuracy"))];
        Assert.All(gains, gain => Assert.True(gain >= 0, $"{gain}"));
        Assert.True(gains.Average() >= 0.003, $"{gains.Average()}");
    }

    [Fact]
    public void PmlIsAboveEveryBaselineOnCensusAndValidationChoosesThePapersSetting()
    {
        var runs = Runs("census").Where(run => (int)run.Config["experiment"]!["epochs"]! == 10).ToArray();
        HaveThreeSeeds([.. runs.Where(run => run.Method != "PML")], 2);
        var grid = runs.Where(run => run.Method == "PML" && (string?)run.Config["method"]!["penaltyOrder"] == "wrong").GroupBy(Setting).ToArray();
        Assert.Equal(17, grid.Length);
        Assert.All(grid, cell => Assert.Equal(3, cell.Count()));
        var chosen = grid.MaxBy(cell => cell.Average(run => run.Metrics["valid.hypervolume"]))!;
        Assert.Equal("W = 2, lambda = 5", chosen.Key);
        var mean = chosen.Average(run => run.Metrics["hypervolume"]);
        Assert.All(Baselines.Paper, method => Assert.True(mean > Mean(runs, method.Name, "hypervolume"), $"{method.Name} against {mean}"));
    }

    // The paper's fronts obey their weightings, which only the penalty on wrong orders gives.
    [Fact]
    public void ThePenaltyAsPrintedIsBelowTheOneOnWrongOrdersAndTurnsTheFrontsRound()
    {
        var runs = Runs("multimnist-ablation");
        Assert.Equal(33, runs.Length);
        var printed = runs.Where(run => (string?)run.Config["method"]!["penaltyOrder"] == "asPrinted").ToArray();
        Assert.Equal(12, printed.Length);
        Assert.All(printed, run =>
        {
            var wrong = runs.Single(other => other.Seed == run.Seed && other != run && Setting(other) == Setting(run));
            Assert.True(wrong.Metrics["valid.hypervolume"] > run.Metrics["valid.hypervolume"], $"{Setting(run)}, seed {run.Seed}");
        });
    }

    [Theory]
    [InlineData("multimnist3")]
    [InlineData("census")]
    [InlineData("multimnist-ablation")]
    [InlineData("sampling")]
    [InlineData("continuous-baselines")]
    public void MetricsFollowFromTheFronts(string name) => Assert.All(Runs(name), run =>
    {
        var reference = new double[run.Front[0].Length];
        Assert.Equal(Hypervolume.Of(run.Front, reference, Direction.Maximize), run.Metrics["hypervolume"], 1e-12);
        Assert.Equal(Hypervolume.Of(run.ValidFront, reference, Direction.Maximize), run.Metrics["valid.hypervolume"], 1e-12);
        for (var task = 0; task < reference.Length; task++) Assert.Equal(run.Front.Max(point => point[task]), run.Metrics[$"task{task + 1}.accuracy"]);
    });

    [Theory]
    [InlineData("utkface-stand-in")]
    [InlineData("cityscapes-stand-in")]
    public void RunsOnGeneratedPicturesSayThatTheyAreAStandIn(string name) => Assert.All(Runs(name), run => Assert.True(run.Data.IsStandIn));

    private static RunRecord[] Runs(string name) => [.. RunRecords.Load(Path.Combine(Repository.Root, "notebooks", "results", $"{name}.jsonl"))];

    private static double Mean(IEnumerable<RunRecord> runs, string method, string metric) => runs.Where(run => run.Method == method).Average(run => run.Metrics[metric]);

    private static string Setting(RunRecord run) => string.Create(CultureInfo.InvariantCulture, $"W = {run.Config["method"]!["window"]}, lambda = {run.Config["method"]!["lambda"]}");

    // All methods of the paper's tables, and single-task learning.
    private static void HaveThreeSeeds(RunRecord[] runs, int tasks)
    {
        string[] methods = [.. Baselines.Paper.Select(method => method.Name), .. Enumerable.Range(1, tasks).Select(task => $"STL task {task}")];
        Assert.All(methods, method => Assert.Equal([0, 1, 2], runs.Where(run => run.Method == method).Select(run => run.Seed).Order()));
    }
}
