using PML.Data;
using PML.DataPrep;
using PML.Support;
using PML.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Data;

[Collection(AloneCollection.Name)]
public sealed class StreetsDataTests : IDisposable
{
    private readonly OwnDataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheGeneratedSetIsPreparedAndLoaded()
    {
        using var data = StreetsData.Load(StreetsData.Synthetic, "tiny", CPU);
        Assert.Equal((32, 8, 8), (data.Train.Count, data.Valid.Count, data.Test.Count));
        Assert.Equal(StreetsData.Find(StreetsData.Synthetic, "tiny"), data.Source);
        using var scope = NewDisposeScope();
        Assert.Equal((uint8, int8, int16), (data.Train.X.dtype, data.Train.Y[0].dtype, data.Train.Y[1].dtype));
        var sample = StreetSample.Make(0, RandomStream.StreetsTrain, 33, 64, 128).ToFrame();
        var batch = data.Valid.Range(1, 1);
        Assert.Equal(sample.Image.Select(value => value / 255f), Tensors.ToArray(batch.X));
        Assert.Equal(sample.Classes.Select(label => (long)label), batch.Y[0].data<long>().ToArray());
        Assert.Equal(sample.Depth.Select(p => p / 65535f), Tensors.ToArray(batch.Y[1]));
        Assert.NotEqual(Tensors.ToArray(data.Train.At([0, 1]).X), Tensors.ToArray(data.Train.At([0, 1], new Random(4)).X));
    }

    [Fact]
    public void WithoutAValidationSplitTheTestSplitServesAndIsHeldOnce()
    {
        new StreetsExport(folder["export"], "mtan", 8).Write(SynthStreetsProtocol.Parse("tiny") with { Train = 2, Valid = 0, Test = 2 }, _ => { }, CancellationToken.None);
        new CityscapesSet(folder.Folder, _ => { }).Prepare(CityscapesProtocol.Parse("paper"), () => CityscapesSource.Open(folder["export"], _ => { }, CancellationToken.None), force: false, CancellationToken.None);
        using var data = StreetsData.Load(StreetsData.Cityscapes, "paper", CPU, augment: false);
        Assert.Equal((2, 2, 2), (data.Train.Count, data.Valid.Count, data.Test.Count));
        data.Valid.X.bytes[0] ^= 255;
        Assert.Equal(data.Valid.X.bytes[0], data.Test.X.bytes[0]);
        data.Valid.Dispose();
        Assert.Equal(2, data.Test.X.shape[0]);
    }

    [Fact]
    public void OtherSetsAreRefused() =>
        Assert.Contains("must be one of cityscapes, synth-streets", Assert.Throws<PmlException>(() => StreetsData.Load("multimnist", "paper", CPU)).Message, StringComparison.Ordinal);
}
