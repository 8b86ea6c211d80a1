using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PML.Figures;
using PML.Support;
using PML.Tests.Results;
using PML.Tests.Support;

namespace PML.Tests.Figures;

public sealed class ChromiumRendererTests
{
    private static Figure Small() => new Figure { Width = 200, Height = 120 }.Add(Trace.Scatter([0, 1], [1, 0], "lines", "line"));

    [SkippableFact]
    public void PicturesHaveTwiceTheFiguresSizeAndItsOrder()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        var front = FrontFigure.Of(Records.Front("PML"), Records.Baselines(), Records.SingleTask());
        var pictures = ChromiumRenderer.Render([Small(), front, Small()], ImageFormat.Png);
        Assert.Equal([(400, 240), (1520, 1040), (400, 240)], pictures.Select(Size));
        Assert.Equal(pictures[0], pictures[2]);
    }

    [SkippableFact]
    public void VectorsAreWholeXmlWithEveryCurve()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        using var folder = new Scratch();
        FrontFigure.Of(Records.Front("PML"), Records.SingleTask()).Save(folder["front.svg"]);
        var svg = XDocument.Load(folder["front.svg"]);
        Assert.Equal("svg", svg.Root!.Name.LocalName);
        string Class(XElement e) => (string?)e.Attribute("class") ?? "";
        Assert.Equal(4, svg.Descendants().Count(e => Class(e).StartsWith("trace scatter", StringComparison.Ordinal)));
        Assert.Contains("PML, seed 1", svg.Root.Value);
        Assert.Contains("STL", svg.Root.Value);
    }

    [SkippableFact]
    public void AVectorPictureSaysWhatItShows()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        var figure = Small();
        figure.Alt = "Fronts <of> two: one line.";
        var svg = XDocument.Parse(System.Text.Encoding.UTF8.GetString(ChromiumRenderer.Render([figure], ImageFormat.Svg)[0])).Root!;
        Assert.Equal("img", (string?)svg.Attribute("role"));
        Assert.Equal(["title", "desc"], svg.Elements().Take(2).Select(e => e.Name.LocalName));
        Assert.Equal(["Fronts <of> two", "Fronts <of> two: one line."], svg.Elements().Take(2).Select(e => e.Value));
    }

    [SkippableFact]
    public void APdfIsOnePageOfTheFiguresSizeWithTextAndNoPicture()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        var front = FrontFigure.Of(Records.Front("PML"), Records.Baselines());
        var pdf = System.Text.Encoding.Latin1.GetString(ChromiumRenderer.Render([front, Small()], ImageFormat.Pdf)[0]);
        Assert.StartsWith("%PDF-", pdf);
        Assert.Contains("/Count 1", pdf);
        var box = Regex.Match(pdf, @"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]").Groups;
        // 72 points an inch, 96 pixels.
        Assert.Equal((570, 390), (double.Parse(box[1].Value, CultureInfo.InvariantCulture), double.Parse(box[2].Value, CultureInfo.InvariantCulture)), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1 && Math.Abs(a.Item2 - b.Item2) < 1);
        Assert.Contains("/Type /Font", pdf);
        Assert.DoesNotContain("/Subtype /Image", pdf);
        var space = System.Text.Encoding.Latin1.GetString(ChromiumRenderer.Render([SpaceFrontFigure.Of(ThreeTaskFronts.Tasks, [ThreeTaskFronts.Run(0)])], ImageFormat.Pdf)[0]);
        Assert.Contains("/Count 1", space);
        Assert.Contains("/Subtype /Image", space);
    }

    [SkippableFact]
    public void AFigureThatPlotlyRefusesIsNamed()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        var message = Assert.Throws<PmlException>(() => ChromiumRenderer.Render([Small().ToJson(), """{"data":{},"layout":{"width":"x"}}"""], ImageFormat.Png)).Message;
        Assert.Contains("figure 2", message);
    }

    [Fact]
    public void WhatIsNoFigureIsRefusedBeforeChromiumStarts()
    {
        Assert.Empty(ChromiumRenderer.Render(Array.Empty<string>(), ImageFormat.Png));
        Assert.Contains("Figure 1", Assert.Throws<PmlException>(() => ChromiumRenderer.Render(["{"], ImageFormat.Png)).Message);
        Assert.Contains("Figure 1", Assert.Throws<PmlException>(() => ChromiumRenderer.Render(["[]"], ImageFormat.Png)).Message);
    }

    [Fact]
    public void AMissingChromiumIsNamedWithTheCommandThatMendsIt()
    {
        Assert.Contains("apt-get install chromium", Assert.Throws<PmlException>(() => ChromiumProcess.Find("", "/no/such/folder")).Message);
        Assert.Contains("PML_CHROMIUM", Assert.Throws<PmlException>(() => ChromiumProcess.Find("/no/such/file", null)).Message);
    }

    private static (int, int) Size(byte[] png)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        return (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }
}
