namespace PML.Tests.RepoRules;

public sealed class LayoutRulesTests
{
    private const string Props = """
        <Project><ItemGroup><PackageVersion Include="A.B" Version="1.2.3" /><PackageVersion Include="C" Version="4.0.0" /></ItemGroup></Project>
        """;

    // The packages that the kit's card names.
    private static readonly string[] s_card =
        ["Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.CSharp", "TorchSharp", "TorchSharp-cuda-linux", "Plotly.NET.Interactive", "XPlot.Plotly"];

    [Fact]
    public void TheTopLevelIsTheUsers() => RuleAssert.None(LayoutRules.TopLevel(Repository.Files));

    [Fact]
    public void EveryDeclaredPackageIsUsed() =>
        RuleAssert.None(LayoutRules.UnusedPackages(Repository.Read("Directory.Packages.props"), Repository.Matching(".csproj").Select(Repository.Read)));

    [Fact]
    public void TheEnvironmentNamesEveryPackage()
    {
        string environment = Repository.Read("environment.md");
        RuleAssert.None(LayoutRules.UnnamedPackages(Repository.Read("Directory.Packages.props"), environment));
        RuleAssert.None(LayoutRules.Unnamed(s_card, environment));
    }

    [Fact]
    public void WhatDocumentsPointAtIsThere() =>
        RuleAssert.Holds(Repository.Matching(".md"), (path, text) => LayoutRules.DeadPaths(path, text, Repository.Exists));

    [Fact]
    public void TheReadmeHasATableOfWants()
    {
        var rows = Repository.Read("README.md").Split("I want to")[1].Split('\n').TakeWhile(line => line.StartsWith('|')).ToArray();
        Assert.InRange(rows.Length, 12, 25);
        Assert.All(rows.Skip(2), row => Assert.Contains('`', row));
    }

    [Fact]
    public void AStrangerAtTheTopIsReported() => Assert.StartsWith("notes.txt:", Assert.Single(LayoutRules.TopLevel(["lib/PML/A.cs", "README.md", "notes.txt"])), StringComparison.Ordinal);

    [Fact]
    public void AnUnusedPackageIsReported()
    {
        const string Project = """<Project><ItemGroup><PackageReference Include="A.B" /></ItemGroup></Project>""";
        Assert.StartsWith("C:", Assert.Single(LayoutRules.UnusedPackages(Props, [Project])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("| A.B | 1.2.3 |\n| C | 4.0.0 |", 0)]
    [InlineData("| A.B | 1.2.2 |\n| C | 4.0.0 |", 1)]
    [InlineData("| A.B.D | 1.2.3 |\n| C | 4.0.0 |", 1)]
    [InlineData("A.B C\n1.2.3 4.0.0", 2)]
    public void AnUnnamedPackageIsReported(string document, int count) => Assert.Equal(count, LayoutRules.UnnamedPackages(Props, document).Count());

    [Fact]
    public void APackageOfTheCardIsReported() => Assert.Equal(["TorchSharp: not named"], LayoutRules.Unnamed(["TorchSharp", "C"], "TorchSharp-cpu and C."));

    [Theory]
    [InlineData("[x](lib/pml), [y](https://example.org/z), [z](#part) `lib/none`", 0)]
    [InlineData("[x](lib/none)", 1)]
    [InlineData("| a | `lib/pml run x` and `text/html`, `3/4` |", 0)]
    [InlineData("| a | `lib/none run x` |", 1)]
    [InlineData("| `none.ipynb` |", 1)]
    public void ADeadPathIsReported(string text, int count) =>
        Assert.Equal(count, LayoutRules.DeadPaths("README.md", text, path => path is "lib/pml").Count());
}
