using PML.Host.Notebooks;
using PML.Support;

namespace PML.Tests.Host;

/// <summary>The parameters cell, in papermill's manner.</summary>
public sealed class ParametersTests : IDisposable
{
    private const string Cell = "[parameters]int seeds = 3, epochs = 10; double lambda = 0; float rate = 1e-3f;\nstring scale = \"full\"; // smoke or full\nbool plain = false; var window = 4; long big = 1L; const int Fixed = 1; int[] list = { 1 };";
    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Values_from_outside_reach_the_cells_behind_by_a_cell_of_their_own()
    {
        string path = _folder.Notebook("a.ipynb", Cell, "$\"{seeds} {epochs} {lambda} {rate} {scale} {plain} {window} {big}\"");
        var (notebook, outcome, _) = await _folder.Run(path, default, "epochs=1", "lambda=1e-2", "rate=0.5", "scale=smoke", "plain=true", "window=2", "big=5000000000", "epochs=2");
        Assert.Equal(RunOutcome.Completed, outcome);
        Assert.Equal(["injected-parameters"], notebook.Cells[1].Tags);
        Assert.Equal("epochs = 2;\nlambda = 0.01d;\nrate = 0.5f;\nscale = \"smoke\";\nplain = true;\nwindow = 2;\nbig = 5000000000L;", notebook.Cells[1].Source);
        Assert.Equal("3 2 0.01 0.5 smoke True 2 5000000000", Multiline.Join(notebook.Cells[2].Outputs[0]!["data"]!["text/plain"]));
    }

    [Fact]
    public async Task A_second_run_replaces_what_the_first_injected()
    {
        string path = _folder.Notebook("a.ipynb", Cell, "epochs");
        var (first, _, _) = await _folder.Run(path, default, "epochs=1");
        _folder.Write("b.ipynb", first.ToText());
        var (second, _, _) = await _folder.Run(_folder.At("b.ipynb"), default, "seeds=1");
        Assert.Equal("seeds = 1;", Assert.Single(second.Cells, c => c.Tags.Contains("injected-parameters")).Source);
        var (third, _, _) = await _folder.Run(_folder.At("b.ipynb"));
        Assert.DoesNotContain(third.Cells, c => c.Tags.Contains("injected-parameters"));
    }

    [Fact]
    public void A_string_is_taken_literally()
    {
        var parameter = new Parameter("name", "string", "\"\"");
        Assert.Equal("\"a\\\"b\\\\ {x}\\n\"", parameter.Literal("a\"b\\ {x}\n"));
    }

    [Theory]
    [InlineData("epoch", "1", "has no parameter 'epoch'")]
    [InlineData("Fixed", "2", "has no parameter 'Fixed'")]
    [InlineData("list", "2", "has no parameter 'list'")]
    [InlineData("epochs", "1.5", "epochs must be a whole number (int); found '1.5'. Default: 10.")]
    [InlineData("epochs", "9999999999", "whole number")]
    [InlineData("lambda", "NaN", "lambda must be a finite number (double)")]
    [InlineData("lambda", "0,5", "finite number")]
    [InlineData("plain", "yes", "plain must be true or false")]
    [InlineData("scale", "medium", "scale must be smoke or full; found 'medium'")]
    public void Unknown_names_and_wrong_values_are_refused_before_anything_runs(string name, string value, string message)
    {
        var notebook = Notebook.Read(_folder.Notebook("a.ipynb", Cell));
        string before = notebook.ToText();
        var error = Assert.Throws<PmlException>(() => ParametersCell.Inject(notebook, [KeyValuePair.Create("seeds", "1"), KeyValuePair.Create(name, value)]));
        Assert.Contains(message, error.Message);
        Assert.Equal(before, notebook.ToText());
    }

    [Fact]
    public void The_refusal_of_a_name_lists_those_there_are()
    {
        var notebook = Notebook.Read(_folder.Notebook("a.ipynb", Cell));
        var error = Assert.Throws<PmlException>(() => ParametersCell.Inject(notebook, [KeyValuePair.Create("x", "1")]));
        Assert.Contains("int seeds = 3\n  int epochs = 10\n  double lambda = 0\n  float rate = 1e-3f\n  string scale = \"full\"\n  bool plain = false\n  int window = 4\n  long big = 1L", error.Message);
    }

    [Fact]
    public void A_notebook_without_the_cell_takes_none()
    {
        var notebook = Notebook.Read(_folder.Notebook("a.ipynb", "int x = 1;"));
        Assert.Contains("tag 'parameters'", Assert.Throws<PmlException>(() => ParametersCell.Inject(notebook, [KeyValuePair.Create("x", "1")])).Message);
        ParametersCell.Inject(notebook, []);
    }
}
