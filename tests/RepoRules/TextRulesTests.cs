namespace PML.Tests.RepoRules;

public sealed class TextRulesTests
{
    private static IEnumerable<string> Texts => Repository.Files.Where(f => Path.GetExtension(f) is not (".png" or ".npy" or ".gz" or ".ico"));

    [Fact]
    public void NoFileNamesAPathOfOneMachine() => RuleAssert.Holds(Texts, TextRules.MachinePaths);

    [Fact]
    public void NoWorkIsLeftUndone() => RuleAssert.Holds(Texts, TextRules.UndoneWork);

    // The samples are written so that this file itself keeps the rules: '|' stands for '/', and words are cut in two.
    [Theory]
    [InlineData("see |work|kit|lib")]
    [InlineData("\"|root|.nuget\"")]
    [InlineData("cd |home|ann|kit")]
    [InlineData("|tmp|build|x.log")]
    [InlineData(@"C:\Us" + @"ers\ann\kit")]
    public void AMachinePathIsReported(string line) =>
        Assert.StartsWith("a.md(2): a path of one machine", Assert.Single(TextRules.MachinePaths("a.md", "first\n" + line.Replace('|', '/'))), StringComparison.Ordinal);

    [Theory]
    [InlineData("|usr|share|dotnet and $root|lib|bin, data-prep|work|x, https:||example.org|home|ann|x")]
    [InlineData("'|', '|tmp', lib|root|x")]
    public void OtherPathsAreNot(string line) => Assert.Empty(TextRules.MachinePaths("a.md", line.Replace('|', '/')));

    [Theory]
    [InlineData("// TO" + "DO later")]
    [InlineData("FIX" + "ME")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    [InlineData("[Fact(Sk" + "ip = \"flaky\")]")]
    public void UndoneWorkIsReported(string line) => Assert.Single(TextRules.UndoneWork("a.cs", line));

    [Theory]
    [InlineData("ToDouble, Skip.IfNot(found, \"no file\")")]
    [InlineData("todos los días")]
    public void DoneWorkIsNot(string line) => Assert.Empty(TextRules.UndoneWork("a.cs", line));

    [Theory]
    [InlineData("     \"image/png\": \"iVBOXX{0}/XXE+\",", 0)]
    [InlineData("     \"text/plain\": \"XX{0}\",", 1)]
    public void ThePicturesOfANotebookAreNotRead(string line, int count) => Assert.Equal(count, TextRules.UndoneWork("a.ipynb", string.Format(line, "X")).Count());
}
