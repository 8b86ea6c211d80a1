using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PML.Tests.RepoRules;

/// <summary>Sizes that keep a file readable in one go. Each rule gives one line for each place that breaks it.</summary>
internal static class SourceRules
{
    internal const int FileLines = 250;
    internal const int MethodLines = 60;

    internal static IEnumerable<string> FileLength(string path, string text)
    {
        int lines = text.TrimEnd('\n').Split('\n').Length;
        if (lines > FileLines) yield return $"{path}: {lines} lines; at most {FileLines}";
    }

    internal static IEnumerable<string> MethodLength(string path, string text) =>
        from node in Root(text).DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let span = node.GetLocation().GetLineSpan()
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > MethodLines
        select $"{path}({span.StartLinePosition.Line + 1}): a method of {lines} lines; at most {MethodLines}";

    internal static IEnumerable<string> OnePublicType(string path, string text)
    {
        var names = Root(text).DescendantNodes().OfType<MemberDeclarationSyntax>()
            .Where(m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Where(m => m.Parent is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Where(m => m.Modifiers.Any(SyntaxKind.PublicKeyword))
            .Select(m => m is BaseTypeDeclarationSyntax type ? type.Identifier.Text : ((DelegateDeclarationSyntax)m).Identifier.Text)
            .ToArray();
        if (names.Length > 1) yield return $"{path}: {names.Length} public types ({string.Join(", ", names)}); one a file";
    }

    private static SyntaxNode Root(string text) => CSharpSyntaxTree.ParseText(text).GetRoot();
}
