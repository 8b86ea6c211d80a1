using System.Text.Json.Nodes;
using PML.Host.Formatting;

namespace PML.Tests.Host;

/// <summary>Values become MIME bundles, by their own formatters where a type brings some.</summary>
public sealed class FormattingTests
{
    [Fact]
    public void A_type_with_a_formatter_source_is_shown_in_all_of_its_preferred_forms()
    {
        var data = MimeFormatter.Bundle(new Chart(), []);
        Assert.Equal(["text/html", "application/vnd.plotly.v1+json", "text/plain"], data.Select(p => p.Key));
        Assert.Equal("<i>chart</i>", (string?)data["text/html"]);
        Assert.Equal(1, (int?)data["application/vnd.plotly.v1+json"]!["data"]![0]);
        Assert.Equal("a chart", (string?)data["text/plain"]);
    }

    [Theory]
    [InlineData(typeof(DerivedChart))]
    [InlineData(typeof(ChartByInterface))]
    public void The_source_of_a_base_type_or_interface_counts(Type type) =>
        Assert.Equal("<i>chart</i>", (string?)MimeFormatter.Bundle(Activator.CreateInstance(type), [])["text/html"]);

    [Fact]
    public void A_formatter_that_declines_leaves_the_next_one()
    {
        var data = MimeFormatter.Bundle(new ChartByInterface(), ["text/latex"]);
        Assert.Equal("second", (string?)data["text/latex"]);
    }

    [Fact]
    public void ToHtml_is_shown_as_html()
    {
        var data = MimeFormatter.Bundle(new Bold(), []);
        Assert.Equal("<b>x</b>", (string?)data["text/html"]);
        Assert.Equal("x", (string?)data["text/plain"]);
    }

    [Fact]
    public void Records_in_a_sequence_are_rows()
    {
        var data = MimeFormatter.Bundle(new[] { new Row(1, "a<b"), new Row(22, null) }, []);
        Assert.Equal("<table><thead><tr><th></th><th>Number</th><th>Text</th></tr></thead><tbody><tr><th>0</th><td>1</td><td>a&lt;b</td></tr><tr><th>1</th><td>22</td><td>&lt;null&gt;</td></tr></tbody></table>", (string?)data["text/html"]);
        Assert.Equal("   Number  Text\n0  1       a<b\n1  22      <null>", (string?)data["text/plain"]);
    }

    [Fact]
    public void Members_of_one_value_are_rows()
    {
        var data = MimeFormatter.Bundle(new { Name = "PML", Inner = new Row(1, "a"), List = new[] { 1.5, 2 } }, []);
        Assert.Equal("Name   PML\nInner  { Number: 1, Text: a }\nList   [ 1.5, 2 ]", (string?)data["text/plain"]);
        Assert.StartsWith("<table><tbody><tr><th>Name</th><td>PML</td></tr><tr><th>Inner</th><td><table>", (string?)data["text/html"]);
    }

    [Fact]
    public void Dictionaries_grids_and_tuples_are_tables()
    {
        Assert.Equal("   Key  Value\n0  a    1", (string?)MimeFormatter.Bundle(new Dictionary<string, int> { ["a"] = 1 }, [])["text/plain"]);
        Assert.Equal("<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>", (string?)MimeFormatter.Bundle(new double[,] { { 1, 2 }, { 3, 4 } }, [])["text/html"]);
        Assert.Equal("Item1  1\nItem2  b", (string?)MimeFormatter.Bundle((1, "b"), [])["text/plain"]);
    }

    [Fact]
    public void A_long_or_endless_sequence_is_cut_and_says_so()
    {
        static IEnumerable<int> Endless()
        {
            for (int i = 0; ; i++) yield return i;
        }
        string text = (string)MimeFormatter.Bundle(Endless(), [])["text/plain"]!;
        Assert.StartsWith("[ 0, 1, ", text);
        Assert.EndsWith("19, ... ]", text);
        Assert.EndsWith("(more)</p>", (string?)MimeFormatter.Bundle(Enumerable.Range(0, 21).Select(i => new Row(i, null)), [])["text/html"]);
        Assert.EndsWith("</table>", (string?)MimeFormatter.Bundle(Enumerable.Range(0, 20).Select(i => new Row(i, null)), [])["text/html"]);
    }

    [Fact]
    public void A_value_inside_itself_ends() => Assert.NotEmpty((string)MimeFormatter.Bundle(new Loop(), [])["text/html"]!);

    [Fact]
    public void A_type_that_says_how_it_reads_is_not_taken_apart()
    {
        var data = MimeFormatter.Bundle(new Closed(), []);
        Assert.Equal("closed", (string?)data["text/plain"]);
        Assert.False(data.ContainsKey("text/html"));
    }

    [Fact]
    public void A_member_that_throws_shows_why() => Assert.Contains("InvalidOperationException: broken", (string?)MimeFormatter.Bundle(new { A = new Broken() }, [])["text/plain"]);

    [Fact]
    public void A_task_is_not_waited_for() => Assert.False(MimeFormatter.Bundle(new TaskCompletionSource<int>().Task, []).ContainsKey("text/html"));

    [Fact]
    public void Json_is_an_object_and_what_is_none_stays_text()
    {
        Assert.IsType<JsonObject>(MimeFormatter.Bundle(new TypedText("{\"a\":1}", "application/x+json"), [])["application/x+json"]);
        Assert.Equal("{", (string?)MimeFormatter.Bundle(new TypedText("{", "application/json"), [])["application/json"]);
    }

    private sealed record Row(int Number, string? Text);

    private sealed class Bold
    {
        public string ToHtml() => "<b>x</b>";

        public override string ToString() => "x";
    }

    private sealed class Loop
    {
        public Loop Self => this;
    }

    private sealed class Closed
    {
        public string Costly => throw new InvalidOperationException("read");

        public override string ToString() => "closed";
    }

    private sealed class Broken
    {
        public int Value => throw new InvalidOperationException("broken");
    }

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
    private sealed class TypeFormatterSourceAttribute(Type type) : Attribute
    {
        public Type FormatterSourceType { get; } = type;

        public string[]? PreferredMimeTypes { get; set; }
    }

    [TypeFormatterSource(typeof(Source), PreferredMimeTypes = ["text/html", "application/vnd.plotly.v1+json"])]
    private class Chart
    {
        public override string ToString() => "a chart";
    }

    private sealed class DerivedChart : Chart;

    [TypeFormatterSource(typeof(Source))]
    private interface IChart;

    private sealed class ChartByInterface : IChart;

    private sealed class Source
    {
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new Formatter("text/html", "<i>chart</i>"), new Formatter("application/vnd.plotly.v1+json", "{\"data\":[1]}"),
            new Formatter("text/latex", null), new Formatter("text/latex", "second"),
        ];
    }

    private sealed class Formatter(string mimeType, string? text)
    {
        public string MimeType => mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write(text);
            return text is not null;
        }
    }
}
