using System.Text;
using System.Xml.Linq;
using PML.Support;

namespace PML.Tests.Support;

/// <summary>The figure that grows during training.</summary>
public class FrontDrawingTests
{
    [Fact]
    public void ItIsWellFormedLightAndHasAnAlternativeText()
    {
        var trail = new FrontTrail();
        var random = new Random(1);
        for (var i = 0; i < 1000; i++) trail.Add([.. Enumerable.Range(0, 10).Select(_ => new[] { random.NextDouble(), random.NextDouble(), random.NextDouble() })]);
        Assert.InRange(trail.Fronts.Count, 6, 12);
        var html = FrontDrawing.Of(trail.Fronts);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1000, 10_000);
        var root = XElement.Parse(html);
        Assert.Equal(3, root.Elements("svg").Count());
        Assert.Contains("10 networks", (string?)root.Attribute("aria-label"));
        Assert.DoesNotContain("script", html);
    }

    [Fact]
    public void LowLossesLieAtTheLowerLeftAndTheNewestFrontIsFull()
    {
        var svg = XElement.Parse(FrontDrawing.Of([[[1, 3], [2, 2]], [[0.9, 2], [1.5, 1]]])).Element("svg")!;
        var lines = svg.Elements("polyline").ToArray();
        Assert.Equal("1", (string?)lines[^1].Attribute("stroke-opacity"));
        double[] Numbers(XElement line) => [.. ((string)line.Attribute("points")!).Split(' ', ',').Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
        var (old, now) = (Numbers(lines[0]), Numbers(lines[1]));
        Assert.True(now[0] < old[0], "a smaller loss of task 1 lies further left");
        Assert.True(now[1] > old[1], "a smaller loss of task 2 lies lower");
        Assert.Contains("loss of task 1", svg.Value);
    }

    [Fact]
    public void AWideRangeIsShownInPowersAndLossesBelowZeroAreNot()
    {
        Assert.Contains("loss of task 1 (log)", XElement.Parse(FrontDrawing.Of([[[0.01, 1]], [[1, 1]]])).Value);
        Assert.DoesNotContain("log", XElement.Parse(FrontDrawing.Of([[[-1, 1]], [[10, 1]]])).Value);
    }

    [Fact]
    public void WhatIsNoNumberAndWhatIsThereAlreadyIsNotAdded()
    {
        var trail = new FrontTrail();
        IReadOnlyList<double[]> front = [[1, 2]];
        foreach (var added in new[] { null, front, front, [[double.NaN, 1]], [[1, double.PositiveInfinity]] }) trail.Add(added);
        Assert.Same(front, Assert.Single(trail.Fronts));
        Assert.Equal("", FrontDrawing.Of([[[1.0]]]));
    }
}
