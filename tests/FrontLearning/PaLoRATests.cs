using PML.FrontLearning;
using PML.Networks;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.ParetoManifold;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.FrontLearning;

public class PaLoRATests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheGradientOfBaseAndFactorsIsThatOfCentralDifferences(bool images)
    {
        using var scope = NewDisposeScope();
        var method = new PaLoRA { Rank = 2, Scale = 3 };
        using var learner = SmallProblem.Start(method, images ? SmallProblem.Images(method) : SmallProblem.Table(method));
        SmallProblem.AgreesWithDifferences(learner, SmallProblem.TwoRays, images ? SmallProblem.ImageBatch() : SmallProblem.TableBatch(), (_, losses) =>
            0.3 * losses[0, 0] + 0.7 * losses[0, 1] + 0.9 * losses[1, 0] + 0.1 * losses[1, 1]);
    }

    // Loops over the numbers as they lie in memory: the base, then the second layer's A of both tasks and B of both tasks.
    [Fact]
    public void AMemberIsTheBaseAndTheProductOfItsFactors()
    {
        using var scope = NewDisposeScope();
        var network = new Mlp(6, 5, [2, 3]);
        const int Rank = 2;
        var members = new LowRankMembers(network, 2, Rank, scale: 0.5, pace: 3);
        var trained = SmallProblem.Doubles([1, members.TrainedCount], new Random(1));
        double[] numbers = [.. trained.data<double>().ToArray()], found = [.. members.Members(trained).data<double>().ToArray()];
        var n = (int)network.ParameterCount;
        for (var t = 0; t < 2; t++)
            for (var row = 0; row < 5; row++)
            {
                for (var column = 0; column < 6; column++)
                {
                    double product = 0;
                    for (var q = 0; q < Rank; q++)
                        product += 3 * numbers[n + 2 * Rank * 6 + (t * 5 + row) * Rank + q] * 3 * numbers[n + (t * Rank + q) * 6 + column];
                    Assert.Equal(numbers[row * 6 + column] + 0.5 * product, found[t * n + row * 6 + column], 1e-12);
                }

                Assert.Equal(numbers[30 + row], found[t * n + 30 + row], 1e-15); // biases are the base's
            }
    }

    [Fact]
    public void AKernelIsCutIntoAMatrixWhoseEntriesLieInItsOrder()
    {
        using var scope = NewDisposeScope();
        var network = new LeNet();
        var members = new LowRankMembers(network, 2, rank: 1, scale: 1, pace: 1);
        var trained = SmallProblem.Doubles([1, members.TrainedCount], new Random(1));
        double[] numbers = [.. trained.data<double>().ToArray()], found = [.. members.Members(trained).data<double>().ToArray()];
        int n = (int)network.ParameterCount, b = n + 2 * 5 * 5; // conv1: A_t is 5 x 5, B_t is 50 x 5
        for (var i = 0; i < 250; i++)
        {
            double product = 0;
            for (var q = 0; q < 5; q++) product += numbers[b + 250 + i / 5 * 5 + q] * numbers[n + 25 + q * 5 + i % 5];
            Assert.Equal(numbers[i] + product, found[n + i], 1e-12); // of task 2
        }
    }

    [Fact]
    public void AllMembersStartAsTheBase()
    {
        using var scope = NewDisposeScope();
        var method = new PaLoRA();
        var objective = SmallProblem.Images(method);
        using var learner = SmallProblem.Start(method, objective);
        using var ensemble = Assert.IsType<Ensemble>(learner.Front(objective.Network));
        // Of two tasks: conv1 275, conv2 750, fc 370, decoders 100 + 60 each.
        Assert.Equal(27450 + 2 * 1715, learner.Theta.numel());
        Assert.Equal(Tensors.ToArray(learner.Theta)[..27450], Tensors.ToArray(ensemble.Theta.select(0, 0)));
        Assert.Equal(Tensors.ToArray(ensemble.Theta.select(0, 0)), Tensors.ToArray(ensemble.Theta.select(0, 1)));
    }

    // Adam's first step is its rate for every number: kept divided by T, a factor moves T times as far.
    [Fact]
    public void FactorsGoAsManyTimesAsFastAsTheBaseAsThereAreTasks()
    {
        using var scope = NewDisposeScope();
        var network = new Mlp(6, 5, [2, 3]);
        Tensor slow = Moved(new LowRankMembers(network, 2, 1, 1, pace: 1)), fast = Moved(new LowRankMembers(network, 2, 1, 1, pace: 2));
        SmallProblem.Close(slow.mul(4), fast, 1e-12); // both factors twice as far

        Tensor Moved(LowRankMembers members) => members.Products(cat([zeros([1, members.BaseCount], float64), full([1, members.TrainedCount - members.BaseCount], 1e-3, float64)], 1));
    }

    [Fact]
    public void OnlyANetworkHasMatrices()
    {
        var quadratic = new QuadraticObjective(new double[,] { { 1 }, { 2 } });
        Assert.Contains("PaLoRA adapts the matrices of a network", Assert.Throws<PmlException>(() => new PaLoRA().Start(quadratic, 0, CPU)).Message);
        Assert.Contains("LORPMAN adds matrices", Assert.Throws<PmlException>(() => new Lorpman().Start(quadratic, 0, CPU)).Message);
    }
}
