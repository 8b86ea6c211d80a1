using System.Buffers.Binary;
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
    public void APageDrawsTheSameFigureTwiceWithoutANetwork()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        var page = $"<html><body>{Small().ToHtml()}{Small().ToHtml()}{PlotlyScript.Html()}</body></html>";
        var dom = ChromiumProcess.DumpDom(ChromiumProcess.Find(), page, TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Equal(2, dom.Split("class=\"pml-figure js-plotly-plot\"").Length - 1);
        Assert.Equal(2, dom.Split("data-title=\"Download plot as a PNG\"").Length - 1);
        Assert.DoesNotContain("data-title=\"Share", dom);
        Assert.Equal(2, dom.Split("data-drawn=\"\"").Length - 1);
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

    [SkippableFact]
    public void AChromiumThatFailsHangsOrDoesNotStartIsNamed()
    {
        Skip.If(OperatingSystem.IsWindows(), "The stand-ins for Chromium are shell scripts.");
        using var folder = new Scratch();
        string Script(string name, string lines)
        {
            File.WriteAllText(folder[name], "#!/bin/sh\n" + lines);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return folder[name];
        }

        string Error(string program, double seconds) => Assert.Throws<PmlException>(() => ChromiumProcess.DumpDom(program, "", TimeSpan.FromSeconds(seconds), CancellationToken.None)).Message;
        var failed = Error(Script("fails", "echo no display >&2; exit 3"), 30);
        Assert.Contains("exit code 3", failed);
        Assert.Contains("no display", failed);
        Assert.Contains("0.3 seconds", Error(Script("hangs", "sleep 600 & sleep 600"), 0.3));
        File.WriteAllText(folder["none"], "no program");
        Assert.Contains("does not start", Error(folder["none"], 30));

        var page = new Uri(ChromiumProcess.DumpDom(Script("tells", "for last; do :; done; echo $last"), "", TimeSpan.FromSeconds(30), CancellationToken.None).Trim());
        Assert.EndsWith("page.html", page.LocalPath);
        Assert.False(Directory.Exists(Path.GetDirectoryName(page.LocalPath)));

        using var stop = new CancellationTokenSource(200);
        Assert.ThrowsAny<OperationCanceledException>(() => ChromiumProcess.DumpDom(Script("waits", "sleep 600"), "", TimeSpan.FromMinutes(1), stop.Token));
    }

    private static (int, int) Size(byte[] png)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        return (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }
}
