using PML.Host.Cells;
using PML.Host.Formatting;

namespace PML.Tests.Host;

/// <summary>What a cell can say to the notebook rather than to C#.</summary>
public sealed class DirectiveTests : IDisposable
{
    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Load_brings_declarations_of_a_script_relative_to_the_loading_file()
    {
        _folder.Write("scripts/inner.csx", "int inner = 2;");
        _folder.Write("scripts/outer.csx", "#load \"inner.csx\"\nint outer = inner + 1;");
        var session = new Session(_folder.Path);
        await session.Run("#load \"scripts/outer.csx\"\nouter + inner");
        Assert.Equal("5", session.Shown);
    }

    [Fact]
    public async Task Reference_finds_a_dll_relative_to_the_notebook_and_inside_a_script_relative_to_it()
    {
        Directory.CreateDirectory(_folder.At("scripts"));
        File.Copy(typeof(CsCheck.Gen).Assembly.Location, _folder.At("scripts/CsCheck.dll"));
        _folder.Write("scripts/load.csx", "#r \"CsCheck.dll\"");
        var byNotebook = new Session(_folder.Path);
        await byNotebook.Run("#r \"scripts/CsCheck.dll\"\nusing CsCheck;\nGen.Int.GetType().Name.Length > 0");
        Assert.Equal("True", byNotebook.Shown);
        var byScript = new Session(_folder.Path);
        await byScript.Run("#load \"scripts/load.csx\"");
        await byScript.Run("typeof(CsCheck.Gen).Name");
        Assert.Equal("Gen", byScript.Shown);
    }

    [Fact]
    public async Task The_library_that_a_cell_references_is_the_one_that_the_host_runs()
    {
        var session = new Session(_folder.Path);
        File.Copy(typeof(PML.Support.Check).Assembly.Location, _folder.At("PML.dll"));
        await session.Run("#r \"PML.dll\"\ntypeof(PML.Support.Check).Assembly.Location");
        Assert.Equal(typeof(PML.Support.Check).Assembly.Location, session.Shown);
    }

    [Fact]
    public async Task A_reference_to_what_the_host_uses_itself_leaves_the_vocabulary_as_it_is()
    {
        var session = new Session(_folder.Path);
        await session.Run("var before = display(1);");
        File.Copy(typeof(Markdig.Markdown).Assembly.Location, _folder.At("Markdig.dll"));
        await session.Run("#r \"Markdig.dll\"");
        await session.Run($"#r \"{typeof(PML.Support.PmlException).Assembly.Location}\"\nusing PML.Support;");
        await session.Run("DisplayedValue same = before;\ndisplay(HTML(nameof(PmlException)));\nMarkdig.Markdown.ToPlainText(\"*a*\").Trim()");
        Assert.Equal("a", session.Shown);
    }

    [Fact]
    public async Task Import_runs_a_script_with_its_usings_and_a_notebook_with_its_outputs()
    {
        _folder.Write("sub/more.cs", "int More() => 10;");
        _folder.Write("sub/start.csx", "#!import more.cs\nusing System.Globalization;\nint imported = More();");
        _folder.Notebook("other.ipynb", "# Prose that is not run", "int fromNotebook = 5;\nConsole.WriteLine(\"hello\");", "fromNotebook");
        var session = new Session(_folder.Path);
        await session.Run("#!import sub/start.csx\n#!import \"other.ipynb\"\n(imported + fromNotebook).ToString(CultureInfo.InvariantCulture)");
        Assert.Equal("hello\n", session.Written());
        Assert.Equal(["5", "15"], session.Outputs.OfType<DisplayOutput>().Select(o => (string?)o.Data[Mime.Text]));
    }

    [Fact]
    public async Task Parts_run_in_the_order_of_their_lines()
    {
        _folder.Write("a.csx", "Console.Write(\"imported \");");
        var session = new Session(_folder.Path);
        await session.Run("Console.Write(\"first \");\n#!import a.csx\nConsole.Write(\"last\");");
        Assert.Equal("first imported last", session.Written());
    }

    [Fact]
    public async Task Html_and_markdown_are_shown_until_the_next_language()
    {
        var session = new Session(_folder.Path);
        await session.Run("#!markdown\n# Title\n\n$x$\n#!html\n<b>x</b>\n#!csharp\n1 + 1");
        var data = session.Outputs.Cast<DisplayOutput>().Select(o => o.Data).ToArray();
        Assert.Equal("# Title\n\n$x$", (string?)data[0][Mime.Markdown]);
        Assert.Equal("<b>x</b>", (string?)data[1][Mime.Html]);
        Assert.Equal("2", (string?)data[2][Mime.Text]);
    }

    [Fact]
    public async Task Time_reports_the_wall_time_last()
    {
        var session = new Session(_folder.Path);
        await session.Run("#!time\nawait Task.Delay(20);\n1");
        Assert.Matches(@"^Wall time: \d+(\.\d+)?ms$", session.Shown);
        Assert.True(double.Parse(session.Shown![11..^2], System.Globalization.CultureInfo.InvariantCulture) >= 19);
    }

    [Theory]
    [InlineData("#r \"../lib/bin/PML.dll\"")]
    [InlineData("#load \"../lib/bin/engine.csx\"")]
    public async Task Where_set_up_is_missing_the_error_names_its_command(string code)
    {
        var error = await new Session(_folder.Path).Fail(code);
        Assert.Equal(1, error.Line);
        Assert.EndsWith("run `lib/pml setup` first.", error.Message);
    }

    [Theory]
    [InlineData("1\n#!sharpen x", 2, "#!csharp, #!html, #!javascript, #!markdown, #!import, #!time, #!set, #!value, #!share, #!who, #!whos")]
    [InlineData("#!import", 1, "needs a file")]
    [InlineData("\n\n#!import nowhere.csx", 3, "nowhere.csx")]
    [InlineData("#!import picture.png", 1, ".cs, .csx, .ipynb and .dib")]
    [InlineData("#r \"nuget:\"", 1, "write #r \"nuget: Name, version\"")]
    [InlineData("#r \"nuget: A, 1, 2\"", 1, "write #r \"nuget: Name, version\"")]
    [InlineData("#i \"nuget: no/such/folder\"", 1, "there is no folder")]
    [InlineData("#!set --name x", 1, "#!set: --value is missing")]
    [InlineData("#!set --name 1x --value a", 1, "'1x' is no name")]
    [InlineData("#!set --nom x", 1, "does not know --nom; it knows --name, --value")]
    [InlineData("#!set --name x --value @csharp:y", 1, "no variable 'y'")]
    [InlineData("#!set --name x --value @sql:y", 1, "no @sql:")]
    [InlineData("#!share x --from sql", 1, "--from takes value and csharp")]
    [InlineData("#!share x --from value", 1, "kept are: none")]
    [InlineData("#!value text", 1, "#!value: --name is missing")]
    public async Task A_wrong_directive_is_refused_with_its_line(string code, int line, string message)
    {
        var error = await new Session(_folder.Path).Fail(code);
        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public async Task Files_that_import_each_other_end_with_an_error()
    {
        _folder.Write("a.csx", "#!import a.csx");
        var error = await new Session(_folder.Path).Fail("#!import a.csx");
        Assert.Contains("import each other", error.Message);
    }
}
