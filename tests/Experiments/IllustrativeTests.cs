using PML.Experiments;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;
using static TorchSharp.torch;

namespace PML.Tests.Experiments;

// Counts of live handles are the process's.
[Collection(AloneCollection.Name)]
public class IllustrativeTests
{
    private static readonly Illustrative Short = Illustrative.UnequalScales with { Steps = 300, Records = 10 };

    private static readonly PmlOptions[] Schemes =
    [
        Illustrative.Pml,
        Illustrative.Pml with { GradientBalancing = GradientBalancing.UnitNorm },
        Illustrative.Pml with { LossBalancing = LossBalancing.RunningMean },
    ];

    public static TheoryData<PmlOptions> Balancings() => [.. Schemes];

    [Theory]
    [MemberData(nameof(Balancings))]
    public void ARunAmongThe25IsTheRunAlone(PmlOptions options)
    {
        var all = Short.Train(options);
        Assert.Equal(25, all.Count);
        foreach (var pair in ((int, int)[])[(0, 4), (1, 1), (3, 2)])
        {
            var alone = Assert.Single(Short.Train(options, [pair]));
            var among = Assert.Single(all, run => (run.Start[0], run.Start[1]) == pair);
            foreach (var (a, b) in alone.Thetas.Zip(among.Thetas))
                foreach (var (x, y) in a.Cast<double>().Zip(b.Cast<double>())) Assert.Equal(x, y, 1e-4);
        }
    }

    [Fact]
    public void ATrajectoryBeginsAtItsPointsAndEndsAtTheLastStep()
    {
        var run = (Short with { Steps = 95 }).Train(Illustrative.Pml, [(3, 0)])[0];
        Assert.Equal([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95], run.Steps);
        Assert.Equal(run.Steps.Count, run.Thetas.Count);
        Assert.Equal([-7.5, -0.5, -8.5, 7.5], run.Thetas[0].Cast<double>());
        Assert.Equal(run.Objective.Losses(-8.5, 7.5), run.Trajectory(1)[0]);
        Assert.Equal(run.SubspaceLosses(^1, 11)[0], run.Trajectory(0)[^1]);
        Assert.Equal(run.SubspaceLosses(^1, 11)[10], run.Trajectory(1)[^1]);
        // 95 steps of Adam at 0.002 carry no weight farther than about 0.2.
        Assert.All(run.Thetas[^1].Cast<double>().Zip(run.Thetas[0].Cast<double>()), p => Assert.InRange(Math.Abs(p.First - p.Second), 1e-6, 0.25));
    }

    [Fact]
    public void TheMfoldRateMovesTwiceAsFar()
    {
        double Moved(LearningRateRule rule)
        {
            var run = (Short with { Steps = 1 }).Train(Illustrative.Pml with { MemberLearningRate = rule }, [(0, 4)])[0];
            return Math.Abs(run.Thetas[^1][0, 0] - run.Thetas[0][0, 0]);
        }

        Assert.Equal(0.002, Moved(LearningRateRule.Plain), 1e-5);
        Assert.Equal(0.004, Moved(LearningRateRule.Scaled), 1e-5);
    }

    [Fact]
    public void TheGapIsZeroOnTheFrontAndAboutOneWhereAnEndIsMissed()
    {
        var objective = Illustrative.UnequalScales.Objective();
        IllustrativeRun Ending(double[,] theta) => new("PML", objective, [0, 1], [0], [theta]);
        Assert.InRange(Ending(new[,] { { 7.0, -8.4 }, { -7.0, -8.4 } }).Gap, 0, 0.01);
        Assert.True(Ending(new[,] { { 9.0, -8.4 }, { -9.0, -8.4 } }).FoundFront);
        Assert.InRange(Ending(new[,] { { 9.0, -8.4 }, { -7.0, -8.4 } }).Distance, 0.05, 0.5);
        Assert.InRange(Ending(new[,] { { 5.0, -8.4 }, { -7.0, -8.4 } }).Distance, 0, 0.01);
        var half = Ending(new[,] { { 0.0, -8.4 }, { -7.0, -8.4 } });
        Assert.False(half.FoundFront);
        // The front's end (7, ...) is missed: from there to theta1 = 0 the first loss, quadratic, covers 1/4 of the width and the second 3/4 of the height.
        Assert.Equal(Math.Sqrt(1 / 16.0 + 9 / 16.0), half.Gap, 0.01);
    }

    [Fact]
    public void BaselinesTrainFromTheFivePointsSideBySide()
    {
        var runs = Short.Train(new LinearScalarization());
        Assert.Equal([0, 1, 2, 3, 4], runs.Select(run => Assert.Single(run.Start)));
        Assert.Equal([9.0, 9.0], runs[2].Thetas[0].Cast<double>());
        // Both task gradients point down theta2 from (-7.5, -0.5).
        Assert.True(runs[3].Thetas[^1][0, 1] < runs[3].Thetas[0][0, 1]);
    }

    // A pair that starts in the lower half plane, each member on its own task's side, needs but a fifth of the paper's steps.
    [Fact]
    public void GradientBalancingFindsTheFrontAtUnequalScalesAndNoBalancingDoesNot()
    {
        var experiment = Illustrative.UnequalScales with { Steps = 10_000 };
        Assert.True(experiment.Train(Illustrative.Pml with { GradientBalancing = GradientBalancing.UnitNorm }, [(4, 3)])[0].FoundFront);
        Assert.False(experiment.Train(Illustrative.Pml, [(4, 3)])[0].FoundFront);
    }

    [Fact]
    public void NoHandleOutlivesATraining()
    {
        var before = Tensor.TotalCount;
        long atTheEnd = 0;
        foreach (var options in Schemes)
        {
            long last = 0;
            Short.Train(options, new Training.TrainerTests.Recorder(_ => last = Tensor.TotalCount));
            Assert.Equal(before, Tensor.TotalCount);
            long again = 0;
            (Short with { Steps = 600 }).Train(options, new Training.TrainerTests.Recorder(_ => again = Tensor.TotalCount));
            Assert.Equal(last, again);
            atTheEnd = last;
        }

        Assert.True(atTheEnd > before);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Empty(Short.Train(Illustrative.Pml, []));
        Assert.Contains("must lie in [0, 4]; found 5", Assert.Throws<PmlException>(() => Short.Train(Illustrative.Pml, [(0, 5)])).Message);
        Assert.Contains("found PML", Assert.Throws<PmlException>(() => Short.Train([Illustrative.Pml])).Message);
        Assert.Contains("pairs of members", Assert.Throws<PmlException>(() => Short.Train(Illustrative.Pml with { TaskWeights = [1, 0, 0, 1, 0.5, 0.5] })).Message);
        Assert.Equal(500, Illustrative.EqualScales.At("smoke").Steps);
    }
}
