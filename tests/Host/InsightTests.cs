using PML.Host.Insight;

namespace PML.Tests.Host;

/// <summary>What an editor may ask of a cell; a bar in the code is the caret.</summary>
public sealed class InsightTests
{
    [Theory]
    [InlineData("\"text\".Subs|", "Substring", "method")]
    [InlineData("text.Le|", "Length", "property")]
    [InlineData("text?.Le|", "Length", "property")]
    [InlineData("te|", "text", "variable")]
    [InlineData("Tw|", "Twice", "method")]
    [InlineData("Math.P|", "PI", "constant")]
    [InlineData("System.Thr|", "Threading", "namespace")]
    [InlineData("using System.Thr|", "Threading", "namespace")]
    [InlineData("new List<int> { Cap|", "Capacity", "property")]
    [InlineData("new[] { 1 }.Wh|", "Where", "method")]
    [InlineData("new[] { text }.Select(t => t.Le|)", "Length", "property")]
    [InlineData("Twice(nu|", "number", "parameter")]
    [InlineData("forea|", "foreach", "keyword")]
    [InlineData("int local = 1; { lo|", "local", "variable")]
    [InlineData("#!time\nvar x = tex|t;", "text", "variable")]
    [InlineData("var y = text.|\nvar z = 1;", "Length", "property")]
    [InlineData("#!im|", "#!import", "directive")]
    [InlineData("DayOfWeek.|", "Friday", "constant")]
    public async Task Completions_are_what_the_compiler_would_find(string code, string text, string kind)
    {
        var found = Complete(await Session(), code);
        Assert.Equal(kind, Assert.Single(found.Items, i => i.Text == text).Kind);
    }

    [Theory]
    [InlineData("// te|")]
    [InlineData("\"te|\"")]
    [InlineData("$\"te|\"")]
    [InlineData("12|")]
    [InlineData("nothing.known.|")]
    [InlineData("#!html\nte|")]
    [InlineData("Twice.|")]
    public async Task Nothing_is_offered_where_no_name_belongs(string code) => Assert.Empty(Complete(await Session(), code).Items);

    [Fact]
    public async Task A_value_offers_no_static_members_and_a_type_only_those()
    {
        var session = await Session();
        Assert.DoesNotContain(Complete(session, "text.|").Items, i => i.Text == "IsNullOrEmpty");
        Assert.DoesNotContain(Complete(session, "string.|").Items, i => i.Text == "Length");
        Assert.Contains(Complete(session, "string.|").Items, i => i.Text == "IsNullOrEmpty");
    }

    [Fact]
    public async Task A_completion_replaces_the_word_at_the_caret_and_tells_what_it_is()
    {
        var found = Complete(await Session(), "1 + Twi|");
        Assert.Equal((4, 7), (found.Start, found.End));
        var item = Assert.Single(found.Items);
        Assert.Equal("int Twice(int number)", item.Signature);
        Assert.StartsWith("Doubles a number.", item.Documentation);
    }

    [Fact]
    public async Task The_frameworks_documentation_comes_from_the_SDK_and_the_librarys_from_beside_it()
    {
        var session = await Session();
        Assert.Contains("`startIndex`: The zero-based starting character position", Inspect(session, "text.Sub|string(1)")?.Documentation);
        Assert.Contains("user can mend", Inspect(session, "PML.Support.PmlExc|eption e;")?.Documentation);
    }

    [Theory]
    [InlineData("Twi|ce(2)", "int Twice(int number)")]
    [InlineData("Twice(|2)", "int Twice(int number)")]
    [InlineData("text.Len|gth", "int string.Length")]
    [InlineData("te|xt", "string text")]
    [InlineData("va|r x = 1;", "int")]
    [InlineData("#!ti|me", "#!time")]
    [InlineData("int loc|al = 2;", "int local")]
    public async Task Inspecting_a_name_shows_its_declaration(string code, string signature) => Assert.StartsWith(signature, Inspect(await Session(), code)?.Signature);

    [Theory]
    [InlineData("1 + |2")]
    [InlineData("// Twi|ce")]
    [InlineData("unk|nown")]
    [InlineData("|")]
    public async Task Where_no_known_name_is_there_is_nothing_to_show(string code) => Assert.Null(Inspect(await Session(), code));

    [Fact]
    public async Task Signatures_follow_the_arguments()
    {
        var session = await Session();
        var one = Signatures(session, "Twice(|)");
        Assert.Equal(("int Twice(int number)", 0), (Assert.Single(one!.Signatures).Signature, one.Parameter));
        Assert.Equal(("int number", "any number"), Assert.Single(one.Signatures[0].Parameters));
        var many = Signatures(session, "text.Substring(1, |");
        Assert.Equal((2, 1), (many!.Signatures.Count, many.Parameter));
        Assert.Equal(2, many.Signatures[many.Active].Parameters.Count);
        Assert.NotNull(Signatures(session, "new List<int>(|"));
        Assert.Null(Signatures(session, "Twice(1)|"));
        Assert.Null(Signatures(session, "text|"));
    }

    [Theory]
    [InlineData("int a = 1;\nint b = nope;", 2, 9, "CS0103")]
    [InlineData("#!time\nint b = nope;", 2, 9, "CS0103")]
    [InlineData("var text = 1;\n#!markdown\n# nope\n#!csharp\ntext.Length", 5, 6, "CS1061")]
    [InlineData("\n#!nope", 2, 1, "directive")]
    [InlineData("#!import some.csx\nfrom(", 2, 6, "CS1026")]
    public async Task Diagnostics_have_the_cells_own_lines(string code, int line, int column, string id)
    {
        var first = (await Session()).Insight.Diagnose(code).First(d => d.IsError);
        Assert.Equal((line, column, id), (first.Line, first.Column, first.Id));
    }

    [Theory]
    [InlineData("text.Length + Twice(1)")]
    [InlineData("#!import some.csx\nWhatItDeclares()")]
    [InlineData("var text = 1;\n#!csharp\nvar text = 2;")]
    [InlineData("display(1); await Task.Delay(1);")]
    public async Task What_would_run_has_no_errors(string code) => Assert.DoesNotContain((await Session()).Insight.Diagnose(code), d => d.IsError);

    [Theory]
    [InlineData("1 + 1", "Complete")]
    [InlineData("void F() {", "Incomplete")]
    [InlineData("F(1,", "Incomplete")]
    [InlineData("class", "Incomplete")]
    [InlineData("int 5 = 1;", "Invalid")]
    [InlineData("#!time\n1", "Complete")]
    [InlineData("#!html\n<b>{", "Complete")]
    [InlineData("", "Complete")]
    public void Completeness_is_that_of_the_code(string code, string expected) => Assert.Equal(expected, CellInsight.IsComplete(code).ToString());

    private static async Task<Session> Session()
    {
        var session = new Session();
        await session.Run("var text = \"abc\";\n/// <summary>Doubles a number.</summary>\n/// <param name=\"number\">any number</param>\nint Twice(int number) => 2 * number;");
        return session;
    }

    private static Completions Complete(Session session, string code) => session.Insight.Complete(code.Remove(Caret(code), 1), Caret(code));

    private static Inspection? Inspect(Session session, string code) => session.Insight.Inspect(code.Remove(Caret(code), 1), Caret(code));

    private static SignatureHelp? Signatures(Session session, string code) => session.Insight.Signatures(code.Remove(Caret(code), 1), Caret(code));

    private static int Caret(string code) => code.IndexOf('|');
}
