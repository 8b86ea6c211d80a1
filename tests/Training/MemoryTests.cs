using PML.Tests.Support;
using static TorchSharp.torch;

namespace PML.Tests.Training;

/// <summary>Counts of live handles are the process's, so nothing may run beside these tests.</summary>
[Collection(AloneCollection.Name)]
public class MemoryTests
{
    [Fact]
    public void NoHandleOutlivesItsEpoch()
    {
        var before = Tensor.TotalCount;
        var live = new List<long>();
        for (var epochs = 1; epochs <= 3; epochs++)
        {
            // The last report of a run comes at its last step.
            long atTheEnd = 0;
            TrainerTests.Weights(TrainerTests.Options with { Epochs = epochs }, new TrainerTests.Recorder(_ => atTheEnd = Tensor.TotalCount));
            live.Add(atTheEnd);
            Assert.Equal(before, Tensor.TotalCount);
        }

        Assert.True(live[0] > before);
        Assert.Equal([live[0], live[0], live[0]], live);
    }
}
