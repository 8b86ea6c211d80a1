using PML.Host.Notebooks;
using PML.Support;

namespace PML.Tests.Host;

/// <summary>.dib files.</summary>
public sealed class DibFormatTests : IDisposable
{
    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cells_and_their_languages_are_read()
    {
        var cells = Notebook.Read(_folder.Write("a.dib", "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\"}}\n\n#!markdown\n\n# Title\n\ntext\n\n#!csharp\n\n#!time\nint a = 1;\n\n\na\n\n#!html\n\n<b>x</b>\n\n#!csharp\n\n")).Cells;
        Assert.Equal([(true, "# Title\n\ntext", null), (false, "#!time\nint a = 1;\n\n\na", "csharp"), (false, "<b>x</b>", "html")], cells.Select(c => (c.IsMarkdown, c.Source, c.Language)));
    }

    [Fact]
    public void Text_before_the_first_language_is_CSharp() => Assert.Equal(("1 + 1", "csharp"), (Read("1 + 1").Cells[0].Source, Read("1 + 1").Cells[0].Language));

    [Fact]
    public void There_and_back_keeps_cells_languages_and_tags()
    {
        var notebook = Notebook.Read(_folder.Notebook("a.ipynb", "# Title", "[parameters]int a = 1;", "#!time\na"));
        string text = DibFormat.Write(notebook.Cells);
        var back = Read(text);
        Assert.Equal(notebook.Cells.Select(c => (c.IsCode, c.Source, string.Join(',', c.Tags))), back.Cells.Select(c => (c.IsCode, c.Source, string.Join(',', c.Tags))));
        Assert.Equal(text, DibFormat.Write(back.Cells));
        Assert.Equal(["html"], Read("#!html\n\nx").Cells.Select(c => c.Language));
    }

    [Fact]
    public void A_cell_that_would_become_two_is_refused()
    {
        var notebook = Notebook.Read(_folder.Notebook("a.ipynb", "1\n#!markdown\ntext"));
        Assert.Contains("Cell 1 has the line #!markdown", Assert.Throws<PmlException>(() => DibFormat.Write(notebook.Cells)).Message);
    }

    [Theory]
    [InlineData("#!meta\n\n{", "#!meta block is not JSON")]
    [InlineData("", "has no cells")]
    [InlineData("#!fsharp\n\nlet x = 1", "cell 1 holds fsharp code")]
    public void A_file_that_cannot_be_run_is_refused_with_the_reason(string text, string reason) => Assert.Contains(reason, Assert.Throws<PmlException>(() => Read(text)).Message);

    [Fact]
    public async Task It_runs_with_parameters_and_can_be_imported()
    {
        string path = _folder.Write("a.dib", "#!meta\n\n{\"tags\":{\"0\":[\"parameters\"]}}\n\n#!csharp\n\nint a = 1;\n\n#!html\n\n<b>x</b>\n\n#!csharp\n\na + 1\n");
        var (notebook, outcome, _) = await _folder.Run(path, default, "a=5");
        Assert.Equal(RunOutcome.Completed, outcome);
        Assert.Equal("<b>x</b>", Multiline.Join(notebook.Cells[2].Outputs[0]!["data"]!["text/html"]));
        Assert.Equal("6", Multiline.Join(notebook.Cells[3].Outputs[0]!["data"]!["text/plain"]));
        var session = new Session(_folder.Path);
        await session.Run("#!import a.dib\na + 10");
        Assert.Equal("11", session.Shown);
    }

    private Notebook Read(string text) => Notebook.Read(_folder.Write("read.dib", text));
}
