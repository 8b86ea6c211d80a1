using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.Tests.ParetoManifold;

public class SideBySideTests
{
    private static readonly double[,] Targets = { { 1, 0, 2 }, { -1, 3, 0.5 } };

    public static TheoryData<PmlOptions> Schemes() =>
    [
        new PmlOptions { Window = 2 },
        new PmlOptions { Window = 1, GradientBalancing = GradientBalancing.UnitNorm },
        new PmlOptions { Window = 3, GradientBalancing = GradientBalancing.AsReleased },
        new PmlOptions { Window = 2, LossBalancing = LossBalancing.RunningMean, LossHistory = 3 },
        new PmlOptions { Window = 2, LossBalancing = LossBalancing.AsReleased, LossHistory = 3 },
        new PmlOptions { Window = 2, TaskWeights = [1, 0, 0.5, 0.5, 0, 1], Concentrations = [1, 2, 3] },
    ];

    [Theory]
    [MemberData(nameof(Schemes))]
    public void ARunInCompanyIsTheRunAlone(PmlOptions options)
    {
        var objective = new QuadraticObjective(Targets, sharedCount: 2);
        var members = options.MembersFor(2);
        using var company = new SideBySide(options, objective, [4, 9, 2], 1, CPU);
        using var alone = new SideBySide(options, objective, [9], 1, CPU);
        using (NewDisposeScope())
        using (no_grad())
            alone.Theta.copy_(company.Theta.narrow(0, members, members));
        using var companyAdam = new Adam(company.Theta, 0.05);
        using var aloneAdam = new Adam(alone.Theta, 0.05);
        for (var step = 0; step < 60; step++)
        {
            using var scope = NewDisposeScope();
            companyAdam.Step(company.Step(default, Seeds.Stream(3, "step", step)).Gradient);
            aloneAdam.Step(alone.Step(default, Seeds.Stream(3, "step", step)).Gradient);
            company.State = company.State;
        }

        var found = Tensors.ToArray(company.Theta).Chunk(members * 3).ToArray();
        foreach (var (expected, actual) in Tensors.ToArray(alone.Theta).Zip(found[1])) Assert.Equal(expected, actual, 1e-4);
        Assert.NotEqual(found[0], found[1]);
    }

    [Fact]
    public void APenaltyIsRefused() => Assert.Contains(
        "no multi-forward penalty; found Lambda 1",
        Assert.Throws<PmlException>(() => new SideBySide(new PmlOptions { Lambda = 1 }, new QuadraticObjective(Targets), [0], 1, CPU)).Message);
}
