using System.Security.Cryptography;
using PML.Data;
using PML.DataPrep;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class SynthFacesTests : IDisposable
{
    private static readonly FaceKnobs Knobs = new();
    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheFirstFacesAreFrozen()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var index = 0; index < 16; index++)
        {
            var face = new FacePicture(0, index, Knobs);
            hash.AppendData(face.Render(FaceArrays.Side));
            hash.AppendData([face.Labels.Age, face.Labels.Kind, face.Labels.Clan]);
        }
        Assert.Equal("4477c55b65f4379e0d6c8fcf60931115d4995afcea171bd15f33b5cb9eba335c", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void TheBytesDependOnNeitherThreadsNorOrder()
    {
        var protocol = SynthFacesProtocol.Parse("tiny") with { Count = 40 };
        PreparedData Make(int threads, SynthFacesProtocol chosen) => new SynthFacesSet(folder.Folder, _ => { }) { Threads = threads }.Prepare(chosen, force: true, CancellationToken.None);
        Assert.Equal(Make(1, protocol).Sha256, Make(5, protocol).Sha256);
        Assert.NotEqual(Make(2, protocol).Sha256, Make(2, protocol with { Seed = 1 }).Sha256);
    }

    [Fact]
    public void TheSetHoldsTheFacesAsPlanesInTheOrderOfTheirIndices()
    {
        var set = new SynthFacesSet(folder.Folder, _ => { }).Prepare(SynthFacesProtocol.Parse("tiny") with { Count = 30 }, force: false, CancellationToken.None);
        Assert.Equal([21, 3, 64, 64], set.Array("train_x").Shape);
        Assert.Equal([3, 3, 64, 64], set.Array("valid_x").Shape);
        Assert.Equal([6, 3], set.Array("test_y").Shape);
        var (images, labels) = (set.Read<byte>("test_x"), set.Read<byte>("test_y"));
        for (var row = 0; row < 6; row++)
        {
            var face = new FacePicture(0, 24 + row, Knobs);
            Assert.Equal([face.Labels.Age, face.Labels.Kind, face.Labels.Clan], labels.AsSpan(3 * row, 3));
            var pixels = face.Render(64);
            for (var channel = 0; channel < 3; channel++)
            {
                Assert.Equal(pixels.Where((_, at) => at % 3 == channel), images.AsSpan((3 * row + channel) * 4096, 4096).ToArray());
            }
        }
        double[] ages = [.. Enumerable.Range(0, 30).Select(index => (double)new FacePicture(0, index, Knobs).Labels.Age)];
        Assert.Equal(ages.Average(), set.Manifest.Constants["age_mean"], 1e-12);
        Assert.Equal(Math.Sqrt(ages.Sum(age => (age - ages.Average()) * (age - ages.Average())) / 29), set.Manifest.Constants["age_std"], 1e-12);
    }

    [Fact]
    public void LabelsHaveTheirSharesAndTheKnownCeilings()
    {
        const int count = 20_000;
        var traits = Enumerable.Range(0, count).Select(index =>
        {
            var random = new SampleRandom(0, RandomStream.Faces, (ulong)index);
            return FaceTraits.Draw(ref random, Knobs);
        }).ToList();
        Assert.All(traits, face => Assert.InRange(face.Age, 1, 116));
        Assert.InRange(traits.Average(face => face.Age), 30, 36);
        Assert.InRange(traits.Average(face => face.Kind), 0.467, 0.487);
        double[] shares = [0.425, 0.191, 0.145, 0.168, 0.071];
        for (var clan = 0; clan < 5; clan++) Assert.InRange(traits.Count(face => face.Clan == clan) / (double)count, shares[clan] - 0.012, shares[clan] + 0.012);
        // Phi(1 / 0.62) = 0.9466: the sign of what is drawn tells the kind no oftener.
        Assert.InRange(traits.Count(face => face.KindSeen > 0 == (face.Kind == 1)) / (double)count, 0.942, 0.951);
        Assert.InRange(traits.Count(face => BestGuess(face.ClanSeen) == face.Clan) / (double)count, 0.925, 0.955);
        Assert.InRange(traits.Where(face => face.Age > 10).Average(face => (face.AgeSeen - face.Age) * (face.AgeSeen - face.Age)), 8.5, 9.5);

        int BestGuess((double Hue, double Eyes, double Curl) point) => Enumerable.Range(0, 5).MaxBy(clan =>
        {
            var centre = FaceTraits.ClanCentres[clan];
            var squares = Math.Pow(point.Hue - centre.Hue, 2) + Math.Pow(point.Eyes - centre.Eyes, 2) + Math.Pow(point.Curl - centre.Curl, 2);
            return Math.Log(shares[clan]) - squares / (2 * 0.40 * 0.40);
        });
    }

    [Fact]
    public void EachLabelChangesThePictureAndNothingElseDoesAtAFixedDraw()
    {
        // The knobs at rest: the same draw with more of one trait is another picture.
        var plain = new FacePicture(1, 0, Knobs with { PixelNoise = 0 });
        Assert.Equal(plain.Render(32), new FacePicture(1, 0, Knobs with { PixelNoise = 0 }).Render(32));
        foreach (var other in new[] { Knobs with { PixelNoise = 0, AgeNoise = 40 }, Knobs with { PixelNoise = 0, KindNoise = 3 }, Knobs with { PixelNoise = 0, ClanNoise = 2 } })
        {
            Assert.Equal(plain.Labels, new FacePicture(1, 0, other).Labels);
            Assert.NotEqual(plain.Render(32), new FacePicture(1, 0, other).Render(32));
        }
    }

    [Fact]
    public void ProtocolsAreNamedWithTheirSeeds()
    {
        Assert.Equal(("full-seed3", 23_705), (SynthFacesProtocol.Parse("full", "3").Name, SynthFacesProtocol.Parse("full-seed3").Count));
        Assert.Equal("small", SynthFacesProtocol.Parse(null).Name);
        Assert.Contains("tiny, small, full", Assert.Throws<PmlException>(() => SynthFacesProtocol.Parse("paper")).Message, StringComparison.Ordinal);
        Assert.Equal((16_593, 2_370, 4_742), FaceArrays.Parts(23_705));
    }
}
