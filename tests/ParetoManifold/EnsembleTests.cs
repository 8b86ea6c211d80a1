using PML.Networks;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.ParetoManifold;

public class EnsembleTests
{
    [Fact]
    public void WeightsAreInterpolatedLinearly()
    {
        using var ensemble = Objectives.GradientTests.NewEnsemble(new LeNet(), 3, new Random(2));
        var theta = Tensors.ToArray2D(ensemble.Theta);
        using var network = ensemble.At(0.2, 0.5, 0.3);
        var weights = network.Weights();
        Assert.Equal([0.2, 0.5, 0.3], network.Alpha);
        for (var i = 0; i < weights.Length; i += 997)
            Assert.Equal(0.2 * theta[0, i] + 0.5 * theta[1, i] + 0.3 * theta[2, i], weights[i], 1e-6);
    }

    [Fact]
    public void ItGoesThroughAFileUnchanged()
    {
        using var scratch = new Scratch();
        using var ensemble = Objectives.GradientTests.NewEnsemble(new LeNet(), 2, new Random(2));
        ensemble.Save(scratch["members.safetensors"]);
        using var loaded = Ensemble.Load(scratch["members.safetensors"], new LeNet(), CPU);
        Assert.Equal(Tensors.ToArray(ensemble.Theta), Tensors.ToArray(loaded.Theta));
    }

    [Fact]
    public void AFileOfAnotherNetworkIsRefused()
    {
        using var scratch = new Scratch();
        using var ensemble = Objectives.GradientTests.NewEnsemble(new LeNet(), 2, new Random(2));
        ensemble.Save(scratch["members.safetensors"]);
        Assert.Contains("Members of a LeNet must have shape [m, 30510]; found [2, 27450].", Assert.Throws<PmlException>(() => Ensemble.Load(scratch["members.safetensors"], new LeNet(3), CPU)).Message);
        Assert.Contains("does not exist", Assert.Throws<PmlException>(() => Ensemble.Load(scratch["none"], new LeNet(), CPU)).Message);
    }

    [Fact]
    public void CosineSimilaritiesAreTheMembers()
    {
        using var scope = NewDisposeScope();
        var network = new Mlp(2, 1, [1]);
        using var ensemble = new Ensemble(network, tensor([1f, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0], [3, 5], float32));
        var found = ensemble.CosineSimilarities();
        Assert.Equal(0, found[0, 1], 1e-12);
        Assert.Equal(1, found[0, 2], 1e-12);
        Assert.Equal(1, found[1, 1], 1e-12);
    }

    [Fact]
    public void AnAlphaOffTheSimplexIsRefused()
    {
        using var ensemble = Objectives.GradientTests.NewEnsemble(new LeNet(), 2, new Random(2));
        Assert.Contains("must lie on the simplex", Assert.Throws<PmlException>(() => ensemble.At(0.5, 0.6)).Message);
    }
}
