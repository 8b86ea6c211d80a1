using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using PML.Figures;
using PML.Metrics;
using PML.Support;

namespace PML.Tests.Figures;

public sealed class SampleFiguresTests
{
    /// <summary>The pixels of a file of 8-bit colour whose rows are differences from the row above, as the library writes them.</summary>
    private static byte[][] Rows(byte[] png)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        var rows = new byte[height][];
        for (var i = 0; i < height; i++)
        {
            Assert.Equal(i == 0 ? 0 : 2, zlib.ReadByte());
            zlib.ReadExactly(rows[i] = new byte[3 * width]);
            for (var j = 0; i > 0 && j < rows[i].Length; j++) rows[i][j] += rows[i - 1][j];
        }

        Assert.Equal(-1, zlib.ReadByte());
        return rows;
    }

    [Fact]
    public void APictureReadsBackEnlargedToWholePixels()
    {
        var rows = Rows(Picture.Grey(new float[,] { { 0, 1, -1 }, { 0.5f, 2, float.NaN } }).ToPng(2));
        byte[] first = [0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0], second = [128, 128, 128, 128, 128, 128, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0];
        Assert.Equal([first, first, second, second], rows);
    }

    [Fact]
    public void TheLastChunkIsTheStandardsOwn() =>
        Assert.Equal("0000000049454E44AE426082", Convert.ToHexString(Picture.Grey(new float[1, 1]).ToPng()[^12..]));

    [Fact]
    public void ColoursClassesAndHeatMapsHaveTheirPixels()
    {
        Assert.Equal([255, 0, 51], Rows(Picture.Rgb(new float[,,] { { { 1 } }, { { 0 } }, { { 0.2f } } }).ToPng())[0]);
        Assert.Equal([0, 0x72, 0xB2, 0, 0, 0], Rows(Picture.Classes(new[,] { { 0, -1 } }).ToPng())[0]);
        Assert.Equal([68, 1, 84, 253, 231, 37, 255, 255, 255], Rows(Picture.HeatMap(new[,] { { 0, 9, float.NaN } }, 0, 5).ToPng())[0]);
        Assert.Contains("3 channels", Assert.Throws<PmlException>(() => Picture.Rgb(new float[1, 2, 2])).Message);
        Assert.Contains("1 to 1", Assert.Throws<PmlException>(() => Picture.HeatMap(new float[1, 1], 1, 1)).Message);
    }

    [Fact]
    public void EachSampleHasItsLabelUnderItAndEachClassALineInTheLegend()
    {
        var sample = Picture.Classes(new[,] { { 0, 1 }, { 1, 0 } });
        var json = JsonNode.Parse(SampleGridFigure.Of([(sample, "3, 5"), (sample, ""), (sample, "7, 7")], 2, classes: ["flat", "sky"]).ToJson())!;
        Assert.Equal(["0:2", "1:2", "0:1"], json["layout"]!["images"]!.AsArray().Select(image => $"{Math.Floor((double)image!["x"]!)}:{image["y"]}"));
        Assert.Equal([("3, 5", 0.5), ("7, 7", 0.5)], json["layout"]!["annotations"]!.AsArray().Select(a => ((string)a!["text"]!, (double)a["x"]!)));
        Assert.Equal(["flat", "sky"], json["data"]!.AsArray().Select(t => (string?)t!["name"]).OfType<string>());
        Assert.Contains("found none", Assert.Throws<PmlException>(() => SampleGridFigure.Of([], 2)).Message);
    }

    [Fact]
    public void AConfusionMatrixIsColouredByTheTrueClass()
    {
        var figure = ConfusionFigure.Of(new ConfusionMatrix([3, 1, 0, 0, 0, 0, 10, 0, 90], 3), ["a", "b", "c"]);
        var trace = JsonNode.Parse(figure.ToJson())!["data"]![0]!;
        Assert.Equal("[[75,25,0],[null,null,null],[10,0,90]]", trace["z"]!.ToJsonString());
        Assert.Equal("90", (string)trace["text"]![2]![2]!);
        Assert.Contains("93 of 104 right", figure.Alt);
        Assert.Contains("found 1 names", Assert.Throws<PmlException>(() => ConfusionFigure.Of(new ConfusionMatrix([1, 2, 3, 4], 2), ["a"])).Message);
        Assert.Contains("found -2", Assert.Throws<PmlException>(() => ConfusionFigure.Of(new ConfusionMatrix([1, -2, 3, 4], 2), ["a", "b"])).Message);
    }
}
