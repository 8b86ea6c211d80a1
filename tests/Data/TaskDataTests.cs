using PML.Data;
using PML.Objectives;
using PML.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Data;

public class TaskDataTests
{
    [Fact]
    public void ABatchGoesThroughTheTransformAndItsRandomPartIsForTrainingAlone()
    {
        using var scope = NewDisposeScope();
        var transform = new Recording();
        using var data = new TaskData(arange(6, float32).view(3, 2), [arange(3, int64)], "six", transform);
        var random = new Random(1);
        Assert.Equal([40, 50, 0, 10], data.At([2, 0], random).X.data<float>().ToArray());
        Assert.Equal([10, 20], data.Range(1, 5).Y[0].data<long>().ToArray());
        Assert.Equal([random, null], transform.Seen);
    }

    private sealed class Recording : IBatchTransform
    {
        internal List<Random?> Seen { get; } = [];

        public Batch Apply(Batch batch, Random? random)
        {
            Seen.Add(random);
            return new Batch(batch.X.mul(10), [batch.Y[0].mul(10)]);
        }
    }
}
