using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch;

public sealed class DisposeScopeTests
{
    [Fact]
    public void AScopeDisposesWhatWasMadeInsideIt()
    {
        Tensor inner;
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            inner = ones([2, 3]);
            Assert.Equal(12, (inner + inner).sum().ToSingle());
        }
        Assert.True(inner.IsInvalid);
        Assert.Equal(before, Tensor.TotalCount);
    }
}
