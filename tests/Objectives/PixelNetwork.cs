using PML.Networks;
using PML.Objectives;
using static TorchSharp.torch;

namespace PML.Tests.Objectives;

/// <summary>A small network that says something of every pixel: images of two channels, a segmentation of three classes and a depth.</summary>
internal sealed class PixelNetwork : Network
{
    private readonly Conv2d _shared, _segmentation, _depth;

    internal PixelNetwork() : base(2)
    {
        _shared = Shared(new Conv2d("shared", 2, 4, 3, padding: 1));
        _segmentation = TaskSpecific(new Conv2d("segmentation", 4, 3, 1));
        _depth = TaskSpecific(new Conv2d("depth", 4, 1, 1));
    }

    protected override IReadOnlyList<Tensor> Forward(ForwardPass pass, Tensor x)
    {
        var h = _shared.Forward(pass, x).relu();
        return [Images(_segmentation.Forward(pass, h), 3), Images(_depth.Forward(pass, h), 1)];

        Tensor Images(Tensor side, long channels) => side.view(x.shape[0], pass.Windows, channels, x.shape[2], x.shape[3]).transpose(0, 1);
    }

    /// <summary>Images with labels, of which many are missing, and depths, of which some are.</summary>
    internal static Batch NewBatch(int samples, Random random, ScalarType type)
    {
        long[] shape = [samples, 4, 4];
        var count = samples * 16;
        return new Batch(
            tensor([.. Draw(2 * count, _ => random.NextDouble() - 0.5)], [samples, 2, 4, 4], type),
            [
                tensor([.. Draw(count, at => random.Next(1 + at / 16 % 5) == 0 ? (long)random.Next(3) : -1)], shape, int64),
                tensor([.. Draw(count, at => random.Next(1 + at / 16 % 3) == 0 ? 0.1 + random.NextDouble() : 0)], shape, type),
            ]);

        static IEnumerable<T> Draw<T>(int count, Func<int, T> draw) => Enumerable.Range(0, count).Select(draw);
    }
}
