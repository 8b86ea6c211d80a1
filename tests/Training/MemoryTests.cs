using PML.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Training;

/// <summary>Counts of live handles are the process's, so nothing may run beside these tests.</summary>
[Collection(AloneCollection.Name)]
public class MemoryTests
{
    [Fact]
    public void NoHandleOutlivesItsEpoch()
    {
        var live = new List<long>();
        var progress = new TrainerTests.Recorder(report => { if (report.Step * report.Epochs == report.Steps * report.Epoch) live.Add(Tensor.TotalCount); });
        var before = Tensor.TotalCount;
        TrainerTests.Weights(TrainerTests.Options, progress);
        Assert.Equal(3, live.Count);
        Assert.Equal(live[0], live[1]);
        Assert.Equal(live[1], live[2]);
        Assert.Equal(before, Tensor.TotalCount);
    }
}
