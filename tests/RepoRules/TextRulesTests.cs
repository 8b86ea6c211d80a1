namespace PML.Tests.RepoRules;

public sealed class TextRulesTests
{
    private static IEnumerable<string> Texts => Repository.Files.Where(f => Path.GetExtension(f) is not (".png" or ".npy" or ".gz" or ".ico"));

    [Fact]
    public void NoFileNamesAPathOfOneMachine() => RuleAssert.Holds(Texts.Where(f => f != OwnFile), TextRules.MachinePaths);

    [Fact]
    public void NoWorkIsLeftUndone() => RuleAssert.Holds(Texts.Where(f => f != OwnFile), TextRules.UndoneWork);

    // The samples below break the rules on purpose.
    private const string OwnFile = "tests/RepoRules/TextRulesTests.cs";

    [Theory]
    [InlineData("see /work/kit/lib")]
    [InlineData("\"/root/.nuget\"")]
    [InlineData("cd /home/ann/kit")]
    [InlineData("/tmp/build/x.log")]
    [InlineData(@"C:\Users\ann\kit")]
    public void AMachinePathIsReported(string line) => Assert.StartsWith("a.md(2): a path of one machine", Assert.Single(TextRules.MachinePaths("a.md", "first\n" + line)), StringComparison.Ordinal);

    [Theory]
    [InlineData("/usr/share/dotnet and $root/lib/bin, data-prep/work/x, https://example.org/home/ann/x")]
    [InlineData("'/', '/tmp', lib/root/x")]
    public void OtherPathsAreNot(string line) => Assert.Empty(TextRules.MachinePaths("a.md", line));

    [Theory]
    [InlineData("// TODO later")]
    [InlineData("FIXME")]
    [InlineData("throw new NotImplementedException();")]
    [InlineData("[Fact(Skip = \"flaky\")]")]
    public void UndoneWorkIsReported(string line) => Assert.Single(TextRules.UndoneWork("a.cs", line));

    [Theory]
    [InlineData("ToDouble, Skip.IfNot(found, \"no file\")")]
    [InlineData("todos los días")]
    public void DoneWorkIsNot(string line) => Assert.Empty(TextRules.UndoneWork("a.cs", line));
}
