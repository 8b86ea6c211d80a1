using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch;

/// <summary>Counts are the test's own thread's: other tests run beside it.</summary>
public sealed class DisposeScopeTests
{
    private readonly long before = Live;

    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    [Fact]
    public void AScopeDisposesWhatWasMadeInsideIt()
    {
        Tensor inner;
        using (NewDisposeScope())
        {
            inner = ones([2, 3]);
            Assert.Equal(12, (inner + inner).sum().ToSingle());
            Assert.Equal(before + 3, Live);
        }
        Assert.True(inner.IsInvalid);
        Assert.Equal(before, Live);
    }

    [Fact]
    public void ADisposedTensorCannotBeUsed()
    {
        var t = ones([2]);
        t.Dispose();
        t.Dispose();
        Assert.Equal(before, Live);
        Assert.Throws<InvalidOperationException>(() => t.sum());
        Assert.Throws<InvalidOperationException>(() => t.add_(1));
        Assert.Throws<InvalidOperationException>(() => t.numel());
        using var other = ones([2]);
        Assert.Throws<InvalidOperationException>(() => other + t);
        Assert.Throws<InvalidOperationException>(() => stack([other, t]));
    }

    [Fact]
    public void ADetachedTensorOutlivesItsScope()
    {
        Tensor kept;
        using (NewDisposeScope()) kept = ones([2]).DetachFromDisposeScope();
        Assert.Equal(2, kept.numel());
        kept.Dispose();
        Assert.Equal(before, Live);
    }

    [Fact]
    public void AMovedTensorDiesWithTheOuterScope()
    {
        Tensor moved;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope()) moved = ones([2]).MoveToOuterDisposeScope();
            Assert.Equal(2, moved.numel());
            Assert.True(outer.Contains(moved));
            Assert.Equal(1, outer.DisposablesCount);
        }
        Assert.True(moved.IsInvalid);
        Assert.Equal(before, Live);
    }

    [Fact]
    public void WithoutAnOuterScopeMovingOutDetaches()
    {
        Assert.Null(CurrentDisposeScope);
        Tensor moved;
        using (NewDisposeScope()) moved = ones([2]).MoveToOuterDisposeScope();
        Assert.False(moved.IsInvalid);
        moved.Dispose();
    }

    [Fact]
    public void ATensorMovesToAnyScope()
    {
        using var first = NewDisposeScope();
        using var second = NewDisposeScope();
        var t = ones([2]);
        Assert.True(second.Contains(t));
        Assert.Same(t, t.MoveToOtherDisposeScope(first));
        Assert.True(first.Contains(t));
        Assert.False(second.Contains(t));
        Assert.Same(t, first.MoveToOther(second, t));
        Assert.True(second.Contains(t));
        Assert.Same(t, second.Detach(t));
        Assert.False(second.Contains(t));
        second.Attach(t);
        second.DisposeEverything();
        Assert.True(t.IsInvalid);
        Assert.Same(second, CurrentDisposeScope);
    }

    [Fact]
    public void ScopesNest()
    {
        Assert.Null(CurrentDisposeScope);
        using (var outer = NewDisposeScope())
        {
            var kept = ones([1]);
            using (var inner = NewDisposeScope())
            {
                ones([1]);
                Assert.Same(inner, CurrentDisposeScope);
            }
            Assert.Same(outer, CurrentDisposeScope);
            Assert.False(kept.IsInvalid);
        }
        Assert.Null(CurrentDisposeScope);
        Assert.Equal(before, Live);
    }

    [Fact]
    public void ScopesMayCloseInAnyOrder()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        outer.Dispose();
        Assert.Same(inner, CurrentDisposeScope);
        inner.Dispose();
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void DisposingByHandLeavesTheScope()
    {
        using var scope = NewDisposeScope();
        var many = Enumerable.Range(0, 10).Select(_ => ones([1])).ToArray();
        foreach (var k in new[] { 4, 9, 0, 5 }) many[k].Dispose();
        Assert.Equal(6, scope.DisposablesCount);
        Assert.All(many, t => Assert.Equal(!t.IsInvalid, scope.Contains(t)));
        scope.DisposeEverything();
        Assert.All(many, t => Assert.True(t.IsInvalid));
        Assert.Equal(before, Live);
    }

    [Fact]
    public void AScopeBelongsToItsThread()
    {
        using var scope = NewDisposeScope();
        using var foreign = OtherThreads.Run(() =>
        {
            Assert.Null(CurrentDisposeScope);
            return ones([2]);
        });
        Assert.Equal(0, scope.DisposablesCount);
        Assert.Equal(2, foreign.numel());
    }

    [Fact]
    public void ThreadsWorkSideBySide()
    {
        using var shared = ones([16, 16]);
        var sums = OtherThreads.Run(4, () =>
        {
            double sum = 0;
            for (var k = 0; k < 200; k++)
            {
                using var scope = NewDisposeScope();
                sum += shared.mm(shared).sum().ToDouble();
            }
            Assert.Equal(0, Live);
            return sum;
        });
        Assert.All(sums, sum => Assert.Equal(200 * 16 * 16 * 16, sum));
    }

    [Fact]
    public void ThousandsOfOperationsLeaveNothingBehind()
    {
        using var weights = ones([8, 8]).requires_grad_();
        var whole = Live;
        for (var step = 0; step < 1000; step++)
        {
            using var scope = NewDisposeScope();
            var loss = weights.matmul(weights).relu().sum();
            var gradient = autograd.grad([loss], [weights])[0];
            using (no_grad()) weights.sub_(gradient.mul(1e-3));
        }
        Assert.Equal(whole, Live);
    }

    [Fact]
    public void TheCountOfAllThreadsIncludesThisOne()
    {
        using var scope = NewDisposeScope();
        var many = Enumerable.Range(0, 100).Select(_ => ones([1])).ToArray();
        Assert.True(Tensor.TotalCount >= many.Length);
        Assert.True(Tensor.PeakCount >= many.Length);
    }
}
