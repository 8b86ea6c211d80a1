using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch.SystemEngine;

/// <summary>Every reference that libtorch hands out is given back: counted by the shim, so beyond what the Tensor class knows.</summary>
[Collection(AloneCollection.Name)]
public sealed class NativeMemoryTests
{
    public NativeMemoryTests() => Collect();

    [Fact]
    public void StepsInScopesGiveBackEveryReference()
    {
        using var weights = ones([6, 6]).requires_grad_();
        var (native, managed) = (Native.pt_live(), Tensor.TotalCount);
        for (var step = 0; step < 200; step++)
        {
            using var scope = NewDisposeScope();
            var (greatest, _) = weights.matmul(weights).max(1);
            greatest.sum().backward();
            foreach (var part in weights.detach().split([2, 4])) part.mul_(0.5);
            weights.grad!.zero_();
            Assert.Throws<ExternalException>(() => weights.mm(greatest));
            autograd.grad([weights.sum()], [weights, greatest], allow_unused: true);
        }
        Assert.Equal(native, Native.pt_live());
        Assert.Equal(managed, Tensor.TotalCount);
    }

    [Fact]
    public void TensorsThatNobodyHoldsAreFreedInTheEnd()
    {
        var before = Native.pt_live();
        MakeAndForget(50);
        Assert.Equal(before + 50, Native.pt_live());
        Collect();
        Assert.Equal(before, Native.pt_live());
    }

    [Fact]
    public void TensorsOfAForgottenThreadsScopeAreFreedInTheEnd()
    {
        var before = Native.pt_live();
        var thread = new Thread(() =>
        {
            NewDisposeScope();
            ones([2]);
        });
        thread.Start();
        thread.Join();
        Collect();
        Assert.Equal(before, Native.pt_live());
    }

    [Fact]
    public void ThePeakIsTheMostThatLived()
    {
        using (NewDisposeScope())
            for (var k = 0; k < 100; k++) ones([1]);
        var peak = Tensor.PeakCount;
        Assert.True(peak >= Tensor.TotalCount + 100);
        using (ones([1])) Assert.Equal(peak, Tensor.PeakCount);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MakeAndForget(int count)
    {
        for (var k = 0; k < count; k++) ones([2]);
    }

    private static void Collect()
    {
        for (var k = 0; k < 3; k++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
