using PML.Data;
using PML.Networks;
using PML.Tests.Data;
using PML.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Networks;

/// <summary>The networks against the same ones written as PyTorch modules, where Python has PyTorch.</summary>
public sealed class PyTorchTests : IDisposable
{
    private const double Tolerance = 1e-8; // in double precision; single precision would be 1e-5
    private readonly Scratch _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [SkippableFact]
    public void ALeNetOfThreeTasksAgrees() => Agrees(new LeNet(3), 3, [5, 1, 28, 28], 3);

    [SkippableFact]
    public void AnMlpAgrees() => Agrees(new Mlp(30, 12, [2, 4]), 3, [5, 30], 30, 12, 2, 4);

    [SkippableFact]
    public void AResNetAgrees() => Agrees(new ResNet18(width: 3), 3, [4, 3, 64, 64], 3, 4 * 8 * 3, 1, 2, 5);

    [SkippableFact]
    public void AResNetOfUnevenImagesAgrees() => Agrees(new ResNet18(width: 2, side: 57), 1, [4, 3, 57, 57], 2, 4 * 8 * 2, 1, 2, 5);

    [SkippableFact]
    public void TheResNetOfThePaperAgrees() => Agrees(new ResNet18(side: 32), 1, [2, 3, 32, 32], 64, 512, 1, 2, 5);

    [SkippableFact]
    public void ASegNetAgrees() => Agrees(new SegNet(width: 3), 3, [3, 3, 64, 96], 3, 7, 1);

    [SkippableFact]
    public void ASegNetOfUnevenImagesAgrees() => Agrees(new SegNet(width: 2), 1, [3, 3, 45, 71], 2, 7, 1);

    private void Agrees(Network network, int windows, long[] inputs, params int[] numbers)
    {
        Python.SkipWithout("torch, numpy");
        var thetas = tensor([.. Enumerable.Range(0, windows).SelectMany(k => network.Initialize(new Random(k)))], [windows, network.ParameterCount], float64);
        // Scales and shifts of normalisation start as ones and zeros: a difference in them would not show.
        thetas = thetas.add(randn(thetas.shape, float64).mul(0.02)).detach().requires_grad_();
        var x = rand(inputs, float64);
        var statistics = network.NewStatistics(CPU)?.to(float64);
        var outputs = network.Forward(thetas, x, statistics, training: true);
        Tensor[] weights = [.. outputs.Select(output => randn(output.shape, float64))];
        var total = outputs.Zip(weights).Select(pair => pair.First.mul(pair.Second).sum()).Aggregate((sum, next) => sum.add(next));
        var gradient = autograd.grad([total], [thetas])[0];

        Write("theta", thetas.detach());
        Write("x", x);
        for (var t = 0; t < weights.Length; t++) Write($"weight_{t}", weights[t]);
        TorchModules.Check("torch_networks.py", _folder.Folder, network, numbers);

        AssertAgrees("gradient", gradient);
        if (statistics is not null) AssertAgrees("statistics", statistics);
        for (var t = 0; t < outputs.Count; t++) AssertAgrees($"output_{t}", outputs[t]);
        using var _ = no_grad();
        var evaluated = network.Forward(thetas, x, statistics);
        for (var t = 0; t < outputs.Count; t++) AssertAgrees($"evaluated_{t}", evaluated[t]);
    }

    private void Write(string name, Tensor values) => NpyFile.Write<double>(_folder[$"{name}.npy"], values.shape, values.contiguous().data<double>().ToArray());

    private void AssertAgrees(string name, Tensor found)
    {
        var (values, shape) = NpyFile.Read<double>(_folder[$"{name}.npy"]);
        Assert.Equal(found.shape, shape);
        var expected = tensor(values, found.shape);
        var difference = found.detach().sub(expected).norm().item<double>() / expected.norm().item<double>();
        Assert.True(difference < Tolerance, $"{name} differs by {difference}");
    }
}
