using PML.Host.Cells;
using PML.Host.Formatting;

namespace PML.Tests.Host;

/// <summary>The directives that set, share and list variables.</summary>
public sealed class VariableTests : IDisposable
{
    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("#!set --name x --value plain\nx + x.Length", "plain5")]
    [InlineData("#!set --value \"two words\" --name x\nx", "two words")]
    [InlineData("int y = 3;\n#!set --name x --value @csharp:y\nx + 1", "4")]
    [InlineData("#!value --name v\nline one\nline \"two\"\n#!csharp\n#!set --name x --value @value:v\nx", "line one\nline \"two\"")]
    [InlineData("#!value --name v\nkept\n#!share v --from value\nv", "kept")]
    [InlineData("#!value --name v\nkept\n#!share v --from value --as other\nother", "kept")]
    [InlineData("int y = 3;\n#!share y --from csharp --as z\nz", "3")]
    [InlineData("int y = 3;\n#!share y --from csharp\ny", "3")]
    public async Task Values_become_variables(string code, string shown)
    {
        var session = new Session();
        await session.Run(code);
        Assert.Equal(shown, session.Shown);
    }

    [Fact]
    public async Task A_kept_file_is_shown_in_the_form_that_is_asked_for()
    {
        _folder.Write("data.json", "{\"a\":1}");
        var session = new Session(_folder.Path);
        await session.Run("#!value --name data --from-file data.json --mime-type application/json");
        Assert.Equal(1, (int?)session.Data["application/json"]!["a"]);
        Assert.Contains("nowhere.json", (await session.Fail("\n#!value --name data --from-file nowhere.json")).Message);
    }

    [Fact]
    public async Task Answers_become_variables()
    {
        var asked = new List<InputRequest>();
        var session = new Session(ask: (request, _) =>
        {
            asked.Add(request);
            return Task.FromResult(request.IsPassword ? "secret" : "Ada");
        });
        await session.Run("#!set --name name --value @input:\"Your name?\"\n#!set --name key --value @password:Key?\nvar more = await GetInputAsync(\"More?\");\n$\"{name} {key} {key.GetClearTextPassword()} {more}\"");
        Assert.Equal("Ada ****** secret Ada", session.Shown);
        Assert.Equal([new InputRequest("Your name?", false), new("Key?", true), new("More?", false)], asked);
    }

    [Fact]
    public async Task Where_nobody_can_answer_the_error_says_what_to_do()
    {
        var error = await new Session().Fail("await GetInputAsync(\"Your name?\")");
        Assert.Equal(("PmlException", 1), (error.Name, error.Line));
        Assert.Contains("'Your name?'", error.Message);
        Assert.Contains("-p name=value", error.Message);
    }

    [Fact]
    public async Task Who_lists_names_and_whos_their_types_and_values()
    {
        var session = new Session();
        await session.Run("#!who");
        Assert.Equal("no variables", session.Shown);
        await session.Run("var b = new List<int?> { 1, null }; string a = null; var c = new double[2, 3]; var b2 = 1;");
        await session.Run("var b2 = new { X = 1 };");
        await session.Run("#!who");
        Assert.Equal("a\nb\nb2\nc", session.Shown);
        await session.Run("#!whos");
        Assert.Contains("<td>List&lt;int?&gt;</td><td>[ 1, &lt;null&gt; ]</td>", (string?)session.Data[Mime.Html]);
        Assert.Contains("double[,]", session.Shown);
        Assert.Contains("(anonymous)", session.Shown);
    }

    [Fact]
    public async Task Javascript_is_run_by_the_page()
    {
        var session = new Session();
        await session.Run("#!js\nconsole.log(1 < 2);");
        Assert.Equal("<script type=\"text/javascript\">\nconsole.log(1 < 2);\n</script>", (string?)session.Data[Mime.Html]);
    }

    [Fact]
    public async Task A_registered_formatter_comes_first_and_serves_derived_types()
    {
        var session = new Session();
        await session.Run("class A { } class B : A { } Formatter.Register<A>((a, w) => w.Write(\"<b>A</b>\"), \"text/html\"); Formatter.Register<Version>(v => $\"v{v.Major}\");");
        await session.Run("new B()");
        Assert.Equal("<b>A</b>", (string?)session.Data[Mime.Html]);
        await session.Run("new Version(3, 1)");
        Assert.Equal("v3", session.Shown);
        await session.Run("Formatter.SetPreferredMimeTypesFor(typeof(int), \"text/html\");\n5");
        Assert.Equal("<pre>5</pre>", (string?)session.Data[Mime.Html]);
        var other = new Session();
        await other.Run("new Version(3, 1)");
        Assert.Equal("3.1", other.Shown);
    }

    [Fact]
    public async Task A_formatter_that_throws_fails_the_cell()
    {
        var error = await new Session().Fail("Formatter.Register<Version>(v => throw new FormatException(\"broken\"));\nnew Version(1, 0)");
        Assert.Equal(("FormatException", "broken"), (error.Name, error.Message));
    }
}
