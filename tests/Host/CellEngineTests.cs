using PML.Host.Cells;
using PML.Host.Formatting;

namespace PML.Tests.Host;

/// <summary>A cell means what it means in the .NET Interactive C# kernel.</summary>
public sealed class CellEngineTests
{
    [Fact]
    public async Task Later_cells_see_variables_methods_types_and_usings_of_earlier_ones()
    {
        var session = new Session();
        await session.Run("using System.Globalization;\nint a = 20;\nint Twice(int x) => 2 * x;\nrecord Point(int X);");
        await session.Run("a += 1; var p = new Point(Twice(a));");
        await session.Run("p.X.ToString(CultureInfo.InvariantCulture)");
        Assert.Equal("42", session.Shown);
    }

    [Fact]
    public async Task The_kernels_namespaces_are_imported_from_the_start()
    {
        var session = new Session();
        await session.Run("var text = new StringBuilder(); IEnumerable names = new List<string> { \"a\" }.Where(n => n.Length > 0); await Task.Yield(); Formatter.SetPreferredMimeTypesFor(typeof(Random), \"text/plain\"); DisplayedValue d = display(HTML(\"\"));");
        Assert.Single(session.Outputs);
    }

    [Fact]
    public async Task A_variable_may_be_declared_again_with_another_type()
    {
        var session = new Session();
        await session.Run("var x = 1;");
        await session.Run("var x = \"text\";");
        await session.Run("x.Length");
        Assert.Equal("4", session.Shown);
    }

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("string s = null;\ns", "<null>")]
    [InlineData("await Task.Delay(1);\n\"awaited\"", "awaited")]
    [InlineData("int F() { return 7; }\nF()", "7")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("return 5;", "5")]
    public async Task The_last_expression_is_shown(string code, string text)
    {
        var session = new Session();
        await session.Run(code);
        Assert.Null(Assert.Single(session.Outputs.OfType<DisplayOutput>()).DisplayId);
        Assert.Equal(text, session.Shown);
    }

    [Theory]
    [InlineData("var x = 1;")]
    [InlineData("Math.Abs(-1);")]
    [InlineData("Console.Write(\"\")")]
    [InlineData("// nothing")]
    [InlineData("")]
    public async Task Without_a_last_expression_nothing_is_shown(string code)
    {
        var session = new Session();
        await session.Run(code);
        Assert.Empty(session.Outputs.OfType<DisplayOutput>());
    }

    [Fact]
    public async Task Console_output_arrives_while_the_cell_runs_from_every_thread_of_it()
    {
        var session = new Session();
        await session.Run("Console.Write(\"a\"); await Task.Run(() => Console.Write(\"b\")); var t = new System.Threading.Thread(() => Console.WriteLine(\"c\")); t.Start(); t.Join(); Console.Error.Write(\"e\");");
        Assert.Equal("abc\n", session.Written());
        Assert.Equal("e", session.Written("stderr"));
    }

    [Fact]
    public async Task Engines_side_by_side_do_not_mix()
    {
        var sessions = Enumerable.Range(0, 4).Select(_ => new Session()).ToArray();
        await Task.WhenAll(sessions.Select((s, i) => s.Run($"for (int k = 0; k < 20; k++) {{ Console.Write({i}); display({i}); await Task.Delay(1); }}")));
        for (int i = 0; i < sessions.Length; i++)
        {
            Assert.Equal(new string((char)('0' + i), 20), sessions[i].Written());
            Assert.All(sessions[i].Outputs.OfType<DisplayOutput>(), o => Assert.Equal($"{i}", (string?)o.Data[Mime.Text]));
        }
    }

    [Fact]
    public async Task Display_shows_at_once_and_Update_replaces_in_place()
    {
        var session = new Session();
        await session.Run("var d = display(\"start\");\nConsole.Write(\"between\");\nd.Update(\"end\");\nd");
        var display = Assert.IsType<DisplayOutput>(session.Outputs[0]);
        Assert.IsType<StreamOutput>(session.Outputs[1]);
        var update = Assert.IsType<DisplayUpdate>(session.Outputs[2]);
        Assert.Equal(3, session.Outputs.Count);   // a displayed value as the last expression is not shown again
        Assert.Equal(display.DisplayId, update.DisplayId);
        Assert.Equal(("start", "end"), ((string?)display.Data[Mime.Text], (string?)update.Data[Mime.Text]));
    }

    [Fact]
    public async Task A_value_can_be_shown_in_a_named_form_and_text_as_what_it_is()
    {
        var session = new Session();
        await session.Run("5.Display(\"text/html\"); \"# Title\".DisplayAs(\"text/markdown\"); display(HTML(\"<b>x</b>\")); new { A = 1 }.Display(\"application/json\");");
        var shown = session.Outputs.Cast<DisplayOutput>().Select(o => o.Data).ToArray();
        Assert.Equal("<pre>5</pre>", (string?)shown[0][Mime.Html]);
        Assert.Equal("# Title", (string?)shown[1][Mime.Markdown]);
        Assert.Equal("<b>x</b>", (string?)shown[2][Mime.Html]);
        Assert.Equal(1, (int?)shown[3]["application/json"]!["A"]);
        Assert.All(shown, data => Assert.Single(data));
    }

    [Fact]
    public async Task A_lazy_sequence_does_its_work_once()
    {
        var session = new Session();
        await session.Run("int calls = 0;\nEnumerable.Range(0, 3).Select(i => ++calls)");
        Assert.Equal("[ 1, 2, 3 ]", session.Shown);
        await session.Run("calls");
        Assert.Equal("3", session.Shown);
    }
}
