using System.Text.Json.Nodes;
using PML.Host.Notebooks;
using PML.Support;

namespace PML.Tests.Host;

/// <summary>Reading and writing .ipynb files.</summary>
public sealed class NotebookTests : IDisposable
{
    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("not json", "not JSON")]
    [InlineData("[]", "no object")]
    [InlineData("{\"nbformat\":4,\"nbformat\":4}", "not JSON")]
    [InlineData("{}", "nbformat 4: found nbformat missing")]
    [InlineData("{\"nbformat\":3,\"cells\":[]}", "nbformat 4: found nbformat 3")]
    [InlineData("{\"nbformat\":4,\"cells\":[]}", "has no cells")]
    [InlineData("{\"nbformat\":4,\"cells\":{}}", "has no cells")]
    [InlineData("{\"nbformat\":4,\"cells\":[1]}", "cell 1 is damaged")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"code\",\"source\":[1]}]}", "cell 1 is damaged")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"markdown\",\"source\":\"\"},{\"cell_type\":\"code\"}]}", "cell 2 is damaged")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"code\",\"source\":\"\",\"metadata\":{\"polyglot_notebook\":{\"kernelName\":\"fsharp\"}}}]}", "cell 1 holds fsharp code")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"code\",\"source\":\"\"}],\"metadata\":{\"kernelspec\":{\"language\":\"Python\"}}}", "cell 1 holds python code")]
    public void A_file_that_is_no_notebook_of_ours_is_refused_with_the_reason(string text, string reason)
    {
        string path = _folder.Write("bad.ipynb", text);
        var message = Assert.Throws<PmlException>(() => Notebook.Read(path)).Message;
        Assert.StartsWith(path, message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains("nowhere.ipynb: no such notebook", Assert.Throws<PmlException>(() => Notebook.Read("nowhere.ipynb")).Message);

    [Fact]
    public void What_is_written_is_a_complete_CSharp_notebook_in_Jupyters_form()
    {
        string text = Notebook.Read(_folder.Notebook("a.ipynb", "# Title\n\nä → 😀", "1 < 2")).ToText();
        Assert.StartsWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"markdown\",\n   \"id\": \"cell-0\",\n   \"metadata\": {},\n   \"source\": [\n    \"# Title\\n\",\n    \"\\n\",\n", text);
        Assert.EndsWith(" \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n", text);
        Assert.Contains("ä → ", text);
        Assert.Contains("1 < 2", text);
        var root = JsonNode.Parse(text)!;
        Assert.Equal((".net-csharp", ".NET (C#)", "C#"), ((string?)root["metadata"]!["kernelspec"]!["name"], (string?)root["metadata"]!["kernelspec"]!["display_name"], (string?)root["metadata"]!["language_info"]!["name"]));
        Assert.Equal("csharp", (string?)root["metadata"]!["polyglot_notebook"]!["kernelInfo"]!["defaultKernelName"]);
        Assert.Equal("csharp", (string?)root["cells"]![1]!["metadata"]!["dotnet_interactive"]!["language"]);
    }

    [Fact]
    public void Writing_what_was_written_changes_nothing_and_foreign_metadata_stays()
    {
        string path = _folder.Write("a.ipynb", """{"nbformat":4,"nbformat_minor":2,"metadata":{"mine":{"z":1,"a":[2]}},"cells":[{"cell_type":"raw","source":"x","metadata":{"own":true}},{"cell_type":"code","id":"cell-0","source":["a\n","b"]}]}""");
        string once = Notebook.Read(path).ToText();
        _folder.Write("b.ipynb", once);
        Assert.Equal(once, Notebook.Read(_folder.At("b.ipynb")).ToText());
        var root = JsonNode.Parse(once)!;
        Assert.Equal("{\"a\":[2],\"z\":1}", root["metadata"]!["mine"]!.ToJsonString());
        Assert.True((bool?)root["cells"]![0]!["metadata"]!["own"]);
        Assert.Equal(2, root["cells"]!.AsArray().Select(c => (string?)c!["id"]).Distinct().Count());
    }
}
