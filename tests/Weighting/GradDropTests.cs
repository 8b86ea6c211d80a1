using PML.Support;
using PML.Tests.ParetoManifold;
using PML.Weighting;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Weighting;

public class GradDropTests
{
    // At theta = 0 the gradient of |theta - c|^2 is -2 c: task 1's is (2, 2, -1), task 2's (4, -6, 3).
    private static readonly double[,] Targets = { { -1, -1, 0.5 }, { -2, 3, -1.5 } };

    // P is 1, 1/4 and 3/4: the second weight's positive part stays below 1/4, the third's below 3/4.
    [Theory]
    [InlineData(0.9, 0.2, 0.7, new[] { 3, 1, 1.5f })]
    [InlineData(0.0, 0.3, 0.8, new[] { 3, -3, -0.5f })]
    public void TheDrawnSignStaysAndTheMeanIsTaken(double u1, double u2, double u3, float[] expected) =>
        Assert.Equal(expected, Gradient(new GradDrop(), 3, u1, u2, u3));

    [Fact]
    public void TheSumIsAChoice() =>
        Assert.Equal([6, 2, 3], Gradient(new GradDrop { Reduction = GradDropReduction.Sum }, 3, 0.9, 0.2, 0.7));

    // Only the first weight is shared: the others get the mean, or sum, of both tasks' gradients.
    [Fact]
    public void WeightsThatAreNotSharedAreSpared()
    {
        Assert.Equal([3, -2, 1], Gradient(new GradDrop(), 1, 0.5));
        Assert.Equal([6, -4, 2], Gradient(new GradDrop { Reduction = GradDropReduction.Sum }, 1, 0.5));
    }

    // Half of task 2's gradient is never dropped: where it loses, half of it stays.
    [Fact]
    public void ALeakIsNeverDropped() =>
        Assert.Equal([3, (2 - 3) / 2f, (-1 + 1.5f) / 2], Gradient(new GradDrop { Leak = [0, 0.5] }, 3, 0.9, 0.2, 0.8));

    [Fact]
    public void AFullLeakIsTheMeanOfTheLosses() =>
        Assert.Equal([3, -2, 1], Gradient(new GradDrop { Leak = [1, 1] }, 3, 0.9, 0.2, 0.8));

    [Fact]
    public void NoGradientIsNoStepAndAnInfiniteOneIsNotHidden()
    {
        using var scope = NewDisposeScope();
        Tensor[] gradients = [tensor([0, float.PositiveInfinity, 1], [1, 3], float32), tensor([0, 1, float.NaN], [1, 3], float32)];
        var kept = GradDropLearner.Drop(gradients, null, tensor([0.5f, 0.5f, 0.5f], [1, 3], float32));
        Assert.Equal([0, float.NaN, float.NaN], Tensors.ToArray(kept));
    }

    [Fact]
    public void APositivePartStaysAsOftenAsItsShareOfTheSizes()
    {
        const int Count = 40_000;
        using var scope = NewDisposeScope();
        using var learner = new GradDrop().Start(new QuadraticObjective(Matrix.Of(2, Count, (t, _) => t == 0 ? -3 : 1), Count), 0, CPU);
        learner.Theta.fill_(0);
        var kept = Tensors.ToArray(learner.Step(default, Seeds.Stream(4, "step")).Gradient);
        Assert.All(kept, g => Assert.True(g is 3 or -1));
        Assert.Equal(0.75, kept.Count(g => g == 3) / (double)Count, 0.01);
    }

    [Fact]
    public void ALeakThatDoesNotFitIsNamed()
    {
        Assert.Equal("Leak must hold numbers in [0, 1]; found [0, 1.5].", Assert.Throws<PmlException>(() => new GradDrop { Leak = [0, 1.5] }).Message);
        var error = Assert.Throws<PmlException>(() => new GradDrop { Leak = [0] }.Start(new QuadraticObjective(Targets), 0, CPU));
        Assert.Equal("Leak must hold one number for each of the 2 tasks; found 1.", error.Message);
    }

    private static float[] Gradient(GradDrop method, int shared, params double[] uniform)
    {
        using var scope = NewDisposeScope();
        using var learner = method.Start(new QuadraticObjective(Targets, shared), 0, CPU);
        learner.Theta.fill_(0);
        return Tensors.ToArray(learner.Step(default, new Known(uniform)).Gradient);
    }

    private sealed class Known(double[] uniform) : Random
    {
        private int _drawn;

        public override int Next(int maxValue) => (int)(uniform[_drawn++] * maxValue);
    }
}
