using System.Text.Json.Nodes;
using PML.Data;
using PML.Experiments;
using PML.Networks;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Data;
using PML.Tests.Networks;
using PML.Tests.Objectives;
using PML.Tests.Results;
using PML.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.ParetoManifold;

/// <summary>Exported networks: in Python where it has PyTorch, and what the files hold.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly Scratch _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [SkippableFact]
    public void ALeNetLoadsInPyTorch() => LoadsInPyTorch(new LeNet(3), [5, 1, 28, 28], 3);

    [SkippableFact]
    public void AnMlpLoadsInPyTorch() => LoadsInPyTorch(new Mlp(30, 12, [2, 4]), [5, 30], 30, 12, 2, 4);

    [SkippableFact]
    public void AResNetLoadsInPyTorch() => LoadsInPyTorch(new ResNet18(width: 3), [4, 3, 64, 64], 3, 4 * 8 * 3, 1, 2, 5);

    [SkippableFact]
    public void ASegNetLoadsInPyTorch() => LoadsInPyTorch(new SegNet(width: 3), [3, 3, 64, 96], 3, 7, 1);

    [SkippableFact]
    public void StatisticsEstimatedAtTheWeightingLoadInPyTorch()
    {
        Python.SkipWithout("torch, numpy");
        using var ensemble = NewEnsemble(new ResNet18(width: 2));
        double[] alpha = [0.25, 0.75];
        var x = rand([6, 3, 64, 64], float32);
        ensemble.Export(alpha, _folder["network.safetensors"], [x.narrow(0, 0, 4), x.narrow(0, 4, 2)]);
        var theta = ensemble.Interpolate([alpha]);
        using var _ = no_grad();
        var statistics = BatchNormStatistics.Reestimate(ensemble.Network, theta, [x.narrow(0, 0, 4), x.narrow(0, 4, 2)]);
        PyTorchAgrees(ensemble.Network, ensemble.Network.Forward(theta, x, statistics), x, 2, 4 * 8 * 2, 1, 2, 5);
    }

    [Fact]
    public void TheFileSaysWhatItHolds()
    {
        using var run = new Run(Records.Of("PML", 7, null, 60, ("hypervolume", 1), ("age.huber", 1), ("sex.accuracy", 1), ("rays.hypervolume", 1), ("valid.hypervolume", 1), ("valid.age.huber", 1), ("valid.sex.accuracy", 1)), NewEnsemble(new Mlp(3, 2, [1, 2])));
        run.Export([0.5, 0.5], _folder["a.safetensors"]);
        var bytes = File.ReadAllBytes(_folder["a.safetensors"]);
        var length = BitConverter.ToInt64(bytes);
        Assert.Equal(0, length % 8);
        var header = JsonNode.Parse(System.Text.Encoding.ASCII.GetString(bytes, 8, (int)length))!.AsObject();
        Assert.Equal(["__metadata__", "encoder.fc.weight", "encoder.fc.bias", "decoder1.fc.weight", "decoder1.fc.bias", "decoder2.fc.weight", "decoder2.fc.bias"], header.Select(entry => entry.Key));
        Assert.Equal("[2,3] F32 [0,24]", $"{header["encoder.fc.weight"]!["shape"]!.ToJsonString()} {header["encoder.fc.weight"]!["dtype"]} {header["encoder.fc.weight"]!["data_offsets"]!.ToJsonString()}");
        Assert.Equal(8 + length + sizeof(float) * run.Model.Network.ParameterCount, bytes.Length);
        var notes = header["__metadata__"]!.AsObject().ToDictionary(note => note.Key, note => (string)note.Value!);
        Assert.Equal(("pt", "Mlp", "0.5, 0.5", "age, sex", "multimnist", "PML", "7"), (notes["format"], notes["network"], notes["alpha"], notes["tasks"], notes["experiment"], notes["method"], notes["seed"]));
        Assert.Equal("multimnist paper 0123abcd", notes["data"]);
    }

    [Fact]
    public void AnExportLeavesNoTensorBehind()
    {
        using var ensemble = NewEnsemble(new ResNet18(width: 2));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        ensemble.Export([0.5, 0.5], _folder["a.safetensors"]);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void AWrongPathOrWeightingIsASentenceAndLeavesTheEarlierFile()
    {
        using var ensemble = NewEnsemble(new Mlp(3, 2, [1, 2]));
        string Error(string path, params double[] alpha) => Assert.Throws<PmlException>(() => ensemble.Export(alpha, path)).Message;
        Assert.Contains("must end in .safetensors; found net.pt", Error("net.pt", 0.5, 0.5));
        Assert.Contains("found an empty one", Error(" ", 0.5, 0.5));
        Directory.CreateDirectory(_folder["folder.safetensors"]);
        Assert.Contains("is a folder", Error(_folder["folder.safetensors"], 0.5, 0.5));
        File.WriteAllText(_folder["a.safetensors"], "earlier");
        Assert.Contains("must lie on the simplex", Error(_folder["a.safetensors"], 0.5, 0.6));
        Assert.Equal("earlier", File.ReadAllText(_folder["a.safetensors"]));
        Assert.Contains("Cannot write", Error(_folder["a.safetensors/b.safetensors"], 0.5, 0.5));
    }

    private void LoadsInPyTorch(Network network, long[] inputs, params int[] numbers)
    {
        Python.SkipWithout("torch, numpy");
        using var ensemble = NewEnsemble(network);
        var x = rand(inputs, float32);
        ensemble.Export([0.3, 0.7], _folder["network.safetensors"]);
        using var weighted = ensemble.At(0.3, 0.7);
        PyTorchAgrees(network, [.. weighted.Forward(x).Select(output => output.unsqueeze(0))], x, numbers);
    }

    private void PyTorchAgrees(Network network, IReadOnlyList<Tensor> outputs, Tensor x, params int[] numbers)
    {
        NpyFile.Write<float>(_folder["x.npy"], x.shape, Tensors.ToArray(x));
        var notes = JsonNode.Parse(TorchModules.Check("torch_export.py", _folder.Folder, network, numbers))!;
        Assert.Equal(network.GetType().Name, (string)notes["network"]!);
        for (var t = 0; t < outputs.Count; t++)
        {
            var (expected, shape) = NpyFile.Read<float>(_folder[$"output_{t}.npy"]);
            Assert.Equal(outputs[t].shape[1..], shape);
            var found = Tensors.ToArray(outputs[t]);
            var scale = expected.Max(Math.Abs);
            for (var i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 1e-5 * Math.Max(1, scale));
        }
    }

    // Members that were trained a little: running statistics, scales and shifts that are not the first ones.
    private static Ensemble NewEnsemble(Network network)
    {
        using var scope = NewDisposeScope();
        var theta = tensor([.. Enumerable.Range(0, 2).SelectMany(k => network.Initialize(new Random(k)))], [2, network.ParameterCount], float32);
        theta = theta.add(randn(theta.shape, float32).mul(0.02));
        var statistics = network.NewStatistics(CPU);
        return new Ensemble(network, theta, statistics?.add(rand(statistics.shape, float32).mul(0.1)));
    }
}
