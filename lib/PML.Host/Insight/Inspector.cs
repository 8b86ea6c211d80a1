using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PML.Host.Insight;

/// <summary>What is known of the name at a position.</summary>
/// <param name="model">The cell as the next submission.</param>
/// <param name="documentation">Where documentation comes from.</param>
internal sealed class Inspector(SemanticModel model, Documentation documentation)
{
    /// <summary>What is known; null when no name is there.</summary>
    public Inspection? At(int position, CancellationToken stop)
    {
        if (NameAt(position) is not { Parent: { } node } token) return null;
        var symbol = Symbol(node, stop);
        if (symbol is null or IErrorTypeSymbol or INamespaceSymbol { IsGlobalNamespace: true }) return null;
        return new Inspection(token.SpanStart, token.Span.End, Symbols.Signature(symbol, whole: true), documentation.Of(symbol, model.Compilation).Text());
    }

    private SyntaxToken? NameAt(int position)
    {
        var root = model.SyntaxTree.GetRoot();
        var token = root.FindToken(position);
        if (IsName(token) && token.Span.Contains(position)) return token;
        // The caret behind a name, or behind its opening bracket, is still at it.
        for (int back = position - 1; back >= 0 && back >= position - 2; back--)
        {
            token = root.FindToken(back);
            if (IsName(token) && token.Span.Contains(back)) return token;
            if (!token.IsKind(SyntaxKind.OpenParenToken) && !token.Span.IsEmpty) break;
        }
        return null;
    }

    private static bool IsName(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsPredefinedType(token.Kind());

    private ISymbol? Symbol(SyntaxNode node, CancellationToken stop)
    {
        if (model.GetDeclaredSymbol(node, stop) is { } declared) return declared;
        // In `new Point(1)` the name means the constructor.
        var asked = node.Parent is ObjectCreationExpressionSyntax creation && creation.Type == node ? creation : node;
        var info = model.GetSymbolInfo(asked, stop);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? model.GetTypeInfo(node, stop).Type;
    }
}
