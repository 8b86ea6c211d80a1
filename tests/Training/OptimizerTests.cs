using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Training;

public class OptimizerTests
{
    private static readonly double[][] Gradients = [[1, -2, 0], [0.5, 3, 0], [-1, 0.1, 1e-3]];

    [Fact]
    public void AdamFollowsThePapersRecursion()
    {
        double[] weights = [1, 2, 3], mean = [0, 0, 0], square = [0, 0, 0];
        using var scope = NewDisposeScope();
        var tensorWeights = tensor([1.0, 2, 3], [1, 3], float64);
        using var adam = new Adam(tensorWeights, 0.1);
        for (var t = 1; t <= Gradients.Length; t++)
        {
            adam.Step(tensor(Gradients[t - 1], [1, 3], float64));
            for (var i = 0; i < 3; i++)
            {
                mean[i] = 0.9 * mean[i] + 0.1 * Gradients[t - 1][i];
                square[i] = 0.999 * square[i] + 0.001 * Math.Pow(Gradients[t - 1][i], 2);
                weights[i] -= 0.1 * (mean[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(square[i] / (1 - Math.Pow(0.999, t))) + 1e-8);
            }
        }

        AssertEqual(weights, tensorWeights);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void SgdFollowsItsMomentum(double momentum)
    {
        double[] weights = [1, 2, 3], velocity = [0, 0, 0];
        using var scope = NewDisposeScope();
        var tensorWeights = tensor([1.0, 2, 3], [1, 3], float64);
        using var sgd = new Sgd(tensorWeights, 0.1, momentum);
        foreach (var gradient in Gradients)
        {
            sgd.Step(tensor(gradient, [1, 3], float64));
            for (var i = 0; i < 3; i++)
            {
                velocity[i] = momentum * velocity[i] + gradient[i];
                weights[i] -= 0.1 * velocity[i];
            }
        }

        AssertEqual(weights, tensorWeights);
    }

    [Fact]
    public void SchedulesDropWhereTheySay()
    {
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], Enumerable.Range(0, 5).Select(Schedule.Step(2, 0.5).FactorAt));
        Assert.Equal([1, 0.1, 0.1, 0.1 * 0.1, 0.1 * 0.1], Enumerable.Range(0, 5).Select(Schedule.MultiStep([1, 3], 0.1).FactorAt));
        Assert.Equal([1.0, 1.0], Enumerable.Range(0, 2).Select(Schedule.Constant.FactorAt));
        Assert.Throws<PmlException>(() => Schedule.Step(0, 0.5));
        Assert.Throws<PmlException>(() => Schedule.Step(1, 1.5));
    }

    [Fact]
    public void ARateThatIsNotAboveZeroIsRefused()
    {
        using var weights = zeros([1, 2]);
        Assert.Equal("LearningRate must be above 0; found 0.", Assert.Throws<PmlException>(() => new Adam(weights, 0)).Message);
    }

    private static void AssertEqual(double[] expected, Tensor found)
    {
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], Tensors.ToArray2D(found)[0, i], 1e-12);
    }
}
