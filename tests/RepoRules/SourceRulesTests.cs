namespace PML.Tests.RepoRules;

public sealed class SourceRulesTests
{
    [Fact]
    public void FilesAreShort() => RuleAssert.Holds(Repository.Matching(".cs", ".sh", ".cpp", ".csx", "lib/pml"), SourceRules.FileLength);

    [Fact]
    public void MethodsAreShort() => RuleAssert.Holds(Repository.Matching(".cs"), SourceRules.MethodLength);

    [Fact]
    public void AFileOfTheLibraryHasOnePublicType() =>
        RuleAssert.Holds(Repository.Matching(".cs").Where(f => f.StartsWith("lib/", StringComparison.Ordinal)), SourceRules.OnePublicType);

    [Fact]
    public void ALongFileIsReported()
    {
        Assert.Empty(SourceRules.FileLength("a.cs", Lines(250)));
        Assert.Equal("a.cs: 251 lines; at most 250", Assert.Single(SourceRules.FileLength("a.cs", Lines(251))));
    }

    [Theory]
    [InlineData("void M()\n{\n", "}")]
    [InlineData("int P { get\n{\n", "} }")]
    [InlineData("Action f = () => { void Local()\n{\n", "} };")]
    public void ALongMethodIsReported(string head, string tail)
    {
        string Class(int lines) => $"class C\n{{\n{head}{Lines(lines)}{tail}\n}}";
        Assert.Empty(SourceRules.MethodLength("a.cs", Class(57)));
        Assert.StartsWith("a.cs(", Assert.Single(SourceRules.MethodLength("a.cs", Class(58))), StringComparison.Ordinal);
    }

    [Fact]
    public void ASecondPublicTypeIsReported()
    {
        const string One = "namespace N;\npublic class A { public class Nested { } }\ninternal class B { }\n";
        Assert.Empty(SourceRules.OnePublicType("a.cs", One));
        Assert.Equal("a.cs: 2 public types (A, D); one a file", Assert.Single(SourceRules.OnePublicType("a.cs", One + "public delegate void D();")));
        Assert.Single(SourceRules.OnePublicType("a.cs", One + "public enum E { X }"));
    }

    private static string Lines(int count) => string.Concat(Enumerable.Repeat(";\n", count));
}
