using PML.Data;
using PML.DataPrep;
using PML.Support;
using PML.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Data;

[Collection(AloneCollection.Name)]
public sealed class FacesDataTests : IDisposable
{
    private readonly OwnDataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheGeneratedSetIsPreparedAndLoaded()
    {
        using var data = FacesData.Load(FacesData.Synthetic, "tiny", CPU);
        Assert.Equal((179, 25, 52), (data.Train.Count, data.Valid.Count, data.Test.Count));
        Assert.Equal(FacesData.Find(FacesData.Synthetic, "tiny"), data.Source);
        using var scope = NewDisposeScope();
        Assert.Equal((uint8, float32, int64, int64), (data.Test.X.dtype, data.Test.Y[0].dtype, data.Test.Y[1].dtype, data.Test.Y[2].dtype));
        var face = new FacePicture(0, 205, new FaceKnobs());
        var batch = data.Test.Range(1, 1);
        var pixels = face.Render(64);
        Assert.Equal([1L, 3, 64, 64], batch.X.shape);
        Assert.Equal(Enumerable.Range(0, pixels.Length).Select(at => pixels[at % 4_096 * 3 + at / 4_096] / 255f), Tensors.ToArray(batch.X));
        Assert.Equal((face.Labels.Kind, face.Labels.Clan), (batch.Y[1].item<long>(), batch.Y[2].item<long>()));
        // z-scores of the whole set: mean 0, sum of squares n - 1.
        var ages = new[] { data.Train, data.Valid, data.Test }.SelectMany(split => Tensors.ToArray(split.Y[0])).Select(age => (double)age).ToList();
        Assert.Equal(0, ages.Average(), 1e-5);
        Assert.Equal(255, ages.Sum(age => age * age), 1e-2);
    }

    [SkippableFact]
    public void ThePublishedFilesAreLoadedWithTheTypesOfTheGeneratedOnes()
    {
        DataPrep.Jpeg.SkipIfAbsent();
        new SynthFacesExport(SynthFacesProtocol.Parse("tiny") with { Count = 20 }, _ => { }).Write(folder["export"], CancellationToken.None);
        new UtkFaceSet(folder.Folder, _ => { }).Prepare(UtkFaceProtocol.Parse("paper"), folder["export"], force: false, CancellationToken.None);
        using var data = FacesData.Load(FacesData.UtkFace, "paper", CPU);
        Assert.Equal((16, 2, 4), (data.Train.Count, data.Valid.Count, data.Test.Count));
        Assert.Equal((uint8, float32, int64), (data.Train.X.dtype, data.Train.Y[0].dtype, data.Train.Y[2].dtype));
    }

    [Fact]
    public void OtherSetsAreRefused() =>
        Assert.Contains("utkface", Assert.Throws<PmlException>(() => FacesData.Load("multimnist", "paper", CPU)).Message, StringComparison.Ordinal);
}
