using System.Text.Json.Nodes;
using CsCheck;
using PML.Figures;
using PML.Support;
using PML.Tests.Results;

namespace PML.Tests.Figures;

/// <summary>Figures that come from other libraries, and go to them.</summary>
public sealed class FigureJsonTests
{
    [Fact]
    public void AFigureOfOursComesBackAsItWas()
    {
        var front = FrontFigure.Of(Records.Front("PML"), Records.Baselines(), Records.SingleTask());
        front.PixelRatio = 1.5;
        Assert.Equal(front.ToJson(), Figure.FromJson(front.ToJson()).ToJson());
        Assert.Equal((front.Width, front.Height, front.PixelRatio), (Figure.FromJson(front.ToJson()).Width, Figure.FromJson(front.ToJson()).Height, Figure.FromJson(front.ToJson()).PixelRatio));
    }

    [Fact]
    public void EveryNumberNameAndSizeComesBack() => Gen.Select(Gen.Double.Where(double.IsFinite).Array[0, 6], Gen.String, Gen.Int[50, 10_000], Gen.Int[50, 10_000]).Sample((values, name, width, height) =>
    {
        var figure = new Figure { Width = width, Height = height }.Add(Trace.Scatter(values, values, "markers", name)).Layout("xaxis.title.text", name);
        return Figure.FromJson(figure.ToJson()).ToJson() == figure.ToJson();
    });

    // What XPlot.Plotly 4.1.0 gives: its series by Newtonsoft.Json, with "NaN" as a text, and titles in the manner of plotly.js 1.
    [Theory]
    [InlineData("""[{"type":"scatter","x":[1.0,2.0,3.0],"y":[2.0,"NaN",4.0],"mode":"lines+markers","name":"a"}]""")]
    [InlineData("""{"data":[{"type":"scatter","x":[1.0,2.0,3.0],"y":[2.0,"NaN",4.0],"mode":"lines+markers","name":"a"}],"layout":{"title":"T","xaxis":{"title":"digits","titlefont":{"size":11}}}}""")]
    public void ASeriesOfXPlotIsTakenWithItsTitles(string json)
    {
        var figure = JsonNode.Parse(Figure.FromJson(json).ToJson())!;
        Assert.Equal("""{"type":"scatter","x":[1.0,2.0,3.0],"y":[2.0,"NaN",4.0],"mode":"lines+markers","name":"a"}""", PlotlyJson.Text(figure["data"]![0]!).Replace("\\u002B", "+"));
        if (json[0] == '[') return;
        Assert.Equal("T", (string?)figure["layout"]!["title"]!["text"]);
        Assert.Equal("""{"title":{"text":"digits","font":{"size":11}}}""", figure["layout"]!["xaxis"]!.ToJsonString());
    }

    [Fact]
    public void ConfigAndFramesComeAlongButNotTheMakersServer()
    {
        var figure = JsonNode.Parse(Figure.FromJson("""{"data":[],"frames":[{"name":"a","data":[]}],"config":{"scrollZoom":true,"responsive":false,"plotlyServerURL":"https://chart-studio.plotly.com","showSendToCloud":true}}""").ToJson())!;
        Assert.Equal("""[{"name":"a","data":[]}]""", figure["frames"]!.ToJsonString());
        Assert.Equal("""{"responsive":false,"displaylogo":false,"showSendToCloud":false,"scrollZoom":true}""", figure["config"]!.ToJsonString());
    }

    [Theory]
    [InlineData("{", "no JSON")]
    [InlineData("", "no JSON")]
    [InlineData("null", "found null")]
    [InlineData("3", "found a Number")]
    [InlineData("{}", "no \"data\"")]
    [InlineData("""{"data":{}}""", "found an object for \"data\"")]
    [InlineData("""{"data":[1]}""", "series 1 is no object")]
    [InlineData("""{"data":[],"layout":[]}""", "\"layout\" is no object")]
    [InlineData("""[{"type":"scattergeo"}]""", "scattergeo")]
    [InlineData("""{"data":[],"layout":{"images":[{"source":"https://example.org/a.png"}]}}""", "layout.images.source is https://example.org/a.png")]
    public void WhatIsNoFigureOrNeedsANetworkIsRefusedInASentence(string json, string words)
    {
        var message = Assert.Throws<PmlException>(() => Figure.FromJson(json)).Message;
        Assert.Contains(words, message);
        Assert.StartsWith("A figure", message);
    }

    [Fact]
    public void NestingWithoutEndIsRefused() => Assert.Contains("no JSON", Assert.Throws<PmlException>(() => Figure.FromJson(string.Concat(Enumerable.Repeat("[", 100_000)))).Message);

    [Fact]
    public void AFigureWithoutAnAlternativeTextGetsOneFromItsData()
    {
        var figure = Figure.FromJson("""{"data":[{"type":"scatter","mode":"markers","name":"<b>PML</b>","x":[1,2.5],"y":[3,null]},{"type":"bar","x":["a","b"],"y":[7,7]}],"layout":{"title":"Fronts","xaxis":{"title":{"text":"digit 1"}},"yaxis":{"title":{"text":"digit 2"}}}}""");
        Assert.Equal("Fronts. digit 2 against digit 1: PML, markers (2 values, x 1 to 2.5, y 3); series 2, bar (2 values, y 7).", figure.Alt);
        figure.Alt = "My words.";
        Assert.Equal("My words.", figure.Alt);
        figure.Alt = " ";
        Assert.StartsWith("Fronts.", figure.Alt);
        Assert.Equal("An empty figure.", new Figure().Alt);
        Assert.Contains("and 3 more series", string.Concat(Enumerable.Range(0, 11).Aggregate(new Figure(), (f, i) => f.Add(Trace.Scatter([i], [i], "lines", "s"))).Alt));
    }
}
