using System.Text.Json.Nodes;

namespace PML.Tests.RepoRules;

public sealed class NotebookRulesTests
{
    [Fact]
    public void CommittedNotebooksKeepTheRules() => RuleAssert.Holds(Repository.Matching(".ipynb"), NotebookRules.All);

    [Fact]
    public void TheNotebooksOfThisKitAreThere() =>
        Assert.All(["00-start-here", "01-illustrative-example", "02-multimnist", "03-census", "04-multimnist-3", "05-utkface", "06-cityscapes", "07-multi-forward-ablation", "08-sampling", "09-continuous-baselines", "10-loss-valleys"], n => Assert.Contains($"notebooks/{n}.ipynb", Repository.Files));

    [Fact]
    public void AGoodNotebookKeepsTheRules() => Assert.Empty(NotebookRules.All("n.ipynb", Good().ToJsonString()));

    [Theory]
    [InlineData("nbformat must be 4; found 3", "nbformat", 3)]
    [InlineData("nbformat_minor must be 5; found 4", "nbformat_minor", 4)]
    public void AnotherFormatIsReported(string message, string name, int value) => Reported(message, n => n[name] = value);

    [Fact]
    public void AnotherKernelIsReported() => Reported("metadata.kernelspec.name must be .net-csharp; found python3", n => n["metadata"]!["kernelspec"]!["name"] = "python3");

    [Fact]
    public void MissingMetadataIsReported() =>
        Reported("defaultKernelName must be csharp; found nothing", n => n["metadata"]!.AsObject().Remove("polyglot_notebook"));

    [Fact]
    public void ACellWithoutIdIsReported() => Reported("cell 2 has the id ''", n => Code(n).Remove("id"));

    [Fact]
    public void TheSameIdTwiceIsReported() => Reported("2 cells have the id 'b'", n => n["cells"]![0]!["id"] = "b");

    [Fact]
    public void ALongCellIsReported() => Reported("cell 2 has 13 lines; at most 12", n => Code(n)["source"] = string.Concat(Enumerable.Repeat("\n", 12)) + "1");

    [Fact]
    public void ANotebookWithoutParametersIsReported() => Reported("0 code cells are tagged 'parameters'; one", n => Code(n)["metadata"] = new JsonObject());

    [Fact]
    public void LittleProseIsReported() => Reported("4 words of prose for 1 lines of code", n => n["cells"]![0]!["source"] = "# What is shown here");

    [Fact]
    public void ACellThatWasNotRunIsReported() => Reported("cell 2 was not run", n => Code(n)["execution_count"] = null);

    [Fact]
    public void AnErrorIsReported() =>
        Reported("cell 2 ended with an error", n => Code(n)["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "error", ["ename"] = "E" }));

    [Fact]
    public void AScriptIsReported() => Reported("cell 2 has an output with a script", n => Code(n)["outputs"] = new JsonArray(new JsonObject
    {
        ["output_type"] = "display_data",
        ["data"] = new JsonObject { ["text/html"] = new JsonArray("<div></div>\n", "<SCRIPT src=x></SCRIPT>") },
    }));

    [Fact]
    public void AScriptThatBringsAllItNeedsIsNot()
    {
        var notebook = Good();
        Code(notebook)["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "display_data", ["data"] = new JsonObject { ["text/html"] = "<div data-self-contained></div><script></script>" } });
        Assert.Empty(NotebookRules.All("n.ipynb", notebook.ToJsonString()));
    }

    private static void Reported(string message, Action<JsonObject> spoil)
    {
        var notebook = Good();
        spoil(notebook);
        Assert.Contains(message, Assert.Single(NotebookRules.All("n.ipynb", notebook.ToJsonString())), StringComparison.Ordinal);
    }

    private static JsonObject Code(JsonObject notebook) => notebook["cells"]![1]!.AsObject();

    private static JsonObject Good() => JsonNode.Parse("""
        {
          "nbformat": 4, "nbformat_minor": 5,
          "metadata": {
            "kernelspec": { "name": ".net-csharp", "display_name": ".NET (C#)", "language": "C#" },
            "language_info": { "name": "C#", "file_extension": ".cs", "mimetype": "text/x-csharp", "pygments_lexer": "csharp", "version": "14.0" },
            "polyglot_notebook": { "kernelInfo": { "defaultKernelName": "csharp", "items": [] } }
          },
          "cells": [
            { "cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# A title\n", "and five words of prose"] },
            { "cell_type": "code", "id": "b", "metadata": { "tags": ["parameters"] }, "source": ["int epochs = 1;"], "execution_count": 1,
              "outputs": [{ "output_type": "stream", "name": "stdout", "text": ["a < b"] }] }
          ]
        }
        """)!.AsObject();
}
