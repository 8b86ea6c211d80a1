using System.Text.Json.Nodes;
using PML.Host.Jupyter;

namespace PML.Tests.Jupyter;

/// <summary>The cells that ran, asked for again.</summary>
public sealed class HistoryTests
{
    [Theory]
    [InlineData("""{"hist_access_type": "tail", "n": 2}""", "4 var b = 2;|5 Var c")]
    [InlineData("""{"hist_access_type": "tail", "n": 100}""", "1 var a = 1;|2 a + 1|3 a + 1|4 var b = 2;|5 Var c")]
    [InlineData("""{}""", "1 var a = 1;|2 a + 1|3 a + 1|4 var b = 2;|5 Var c")]
    [InlineData("""{"hist_access_type": "range", "session": 0, "start": 2, "stop": 4}""", "2 a + 1|3 a + 1")]
    [InlineData("""{"hist_access_type": "range", "session": 1, "start": 4}""", "4 var b = 2;|5 Var c")]
    [InlineData("""{"hist_access_type": "range", "session": -1, "start": 1, "stop": 9}""", "")]
    [InlineData("""{"hist_access_type": "search", "pattern": "var*"}""", "1 var a = 1;|4 var b = 2;")]
    [InlineData("""{"hist_access_type": "search", "pattern": "var ? = *", "n": 1}""", "4 var b = 2;")]
    [InlineData("""{"hist_access_type": "search", "pattern": "a*"}""", "2 a + 1|3 a + 1")]
    [InlineData("""{"hist_access_type": "search", "pattern": "a*", "unique": true}""", "3 a + 1")]
    [InlineData("""{"hist_access_type": "search", "pattern": "*", "unique": true, "n": 3}""", "3 a + 1|4 var b = 2;|5 Var c")]
    [InlineData("""{"hist_access_type": "search", "pattern": "z*"}""", "")]
    public void Lines_are_found(string request, string expected)
    {
        var history = new History();
        string[] cells = ["var a = 1;", "a + 1", "a + 1", "var b = 2;", "Var c"];
        for (int i = 0; i < cells.Length; i++) history.Add(i + 1, cells[i]);
        var found = history.Find(Request(request));
        Assert.All(found, line => Assert.Equal(1, (int)line![0]!));
        Assert.Equal(expected, string.Join('|', found.Select(line => $"{line![1]} {line[2]}")));
    }

    [Fact]
    public void With_outputs_asked_for_a_line_has_a_place_for_its_own()
    {
        var history = new History();
        history.Add(1, "x");
        Assert.Equal("""[[1,1,["x",null]]]""", history.Find(Request("""{"hist_access_type": "tail", "n": 1, "output": true}""")).ToJsonString());
    }

    [Fact]
    public void The_last_thousand_are_kept()
    {
        var history = new History();
        for (int i = 1; i <= 1500; i++) history.Add(i, "x");
        var all = history.Find(Request("{}"));
        Assert.Equal((1000, 501), (all.Count, (int)all[0]![1]!));
    }

    private static JupyterMessage Request(string content) => new([], [], "history_request", JsonNode.Parse(content)!.AsObject());
}
