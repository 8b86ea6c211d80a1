using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch.SystemEngine;

/// <summary>Errors name the operator and carry libtorch's words. (TorchSharp ends the process where autograd.grad fails, so these are not asked of it.)</summary>
public sealed class ErrorTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor x = tensor([1.0, 2], requires_grad: true);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void AnOperatorsErrorNamesItAndTheSizes()
    {
        var e = Assert.Throws<ExternalException>(() => ones([2, 3]).mm(ones([2, 3])));
        Assert.StartsWith("mm: ", e.Message);
        Assert.Contains("2x3", e.Message);
        Assert.DoesNotContain("frame #", e.Message);
        Assert.StartsWith("add: ", Assert.Throws<ExternalException>(() => ones([2]) + ones([3])).Message);
        Assert.StartsWith("view: ", Assert.Throws<ExternalException>(() => ones([2]).view(3)).Message);
        Assert.StartsWith("conv2d: ", Assert.Throws<ExternalException>(() => nn.functional.conv2d(ones([1, 2, 4, 4]), ones([1, 3, 2, 2]))).Message);
    }

    [Fact]
    public void AnErrorDoesNotSpoilTheNextCall()
    {
        Assert.Throws<ExternalException>(() => ones([2]) + ones([3]));
        TensorAssert.Equal([2], [2, 2], ones([2]) + ones([2]));
    }

    [Fact]
    public void AnErrorLeavesNothingBehind()
    {
        var (a, b) = (ones([2]), ones([3]));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var k = 0; k < 10; k++) Assert.Throws<ExternalException>(() => a + b);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void GradientsThatCannotBeHadAreErrors()
    {
        var unused = tensor([1.0], requires_grad: true);
        var loss = x.square().sum();
        autograd.grad([loss], [x]);
        Assert.Contains("second time", Assert.Throws<ExternalException>(() => autograd.grad([loss], [x])).Message);
        Assert.StartsWith("autograd.grad: ", Assert.Throws<ExternalException>(() => autograd.grad([x.sum()], [x, unused])).Message);
        Assert.Throws<ExternalException>(() => autograd.grad([x.square()], [x]));
        Assert.Throws<ExternalException>(() => autograd.grad([ones([])], [x]));
        Assert.StartsWith("autograd.backward: ", Assert.Throws<ExternalException>(() => x.square().backward()).Message);
        Assert.Throws<ArgumentException>(() => autograd.grad([x.sum(), x.sum()], [x], [ones([], float64)]));
    }

    [Fact]
    public void AnOperatorThatLibtorchDoesNotHaveIsNamed() =>
        Assert.StartsWith("no_such_operator: ", Assert.Throws<ExternalException>(() => new Operator("no_such_operator").Call(x)).Message);

    [Fact]
    public void AWrongNumberOfArgumentsIsAnError()
    {
        var mm = new Operator("mm");
        Assert.Contains("'mat2' is missing", Assert.Throws<ExternalException>(() => mm.Call(x)).Message);
        Assert.Contains("more arguments", Assert.Throws<ExternalException>(() => mm.Call(x, x, x)).Message);
    }

    [Fact]
    public void AnArgumentOfTheWrongKindIsAnError() => Assert.StartsWith("mm: ", Assert.Throws<ExternalException>(() => new Operator("mm").Call(x, 2.0)).Message);

    [SkippableFact]
    public void ADeviceThatIsNotThereIsNamed()
    {
        Skip.If(cuda.is_available(), "This machine has a GPU.");
        Assert.Contains("no device cuda:0", Assert.Throws<InvalidOperationException>(() => ones([2], device: "cuda:0")).Message);
        Assert.Contains("no device cuda", Assert.Throws<InvalidOperationException>(() => ones([2]).cuda()).Message);
        Assert.Equal(0, cuda.device_count());
        Assert.False(cuda_is_available());
        Assert.Throws<ExternalException>(() => cuda.synchronize());
    }
}
