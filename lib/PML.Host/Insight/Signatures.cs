using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PML.Host.Insight;

/// <summary>The ways to make the call that a position is in.</summary>
/// <param name="model">The cell as the next submission.</param>
/// <param name="documentation">Where documentation comes from.</param>
internal sealed class Signatures(SemanticModel model, Documentation documentation)
{
    /// <summary>The overloads; null outside of calls.</summary>
    public SignatureHelp? At(int position, CancellationToken stop)
    {
        var root = model.SyntaxTree.GetRoot();
        if (position == 0) return null;
        var list = root.FindToken(position - 1).Parent?.AncestorsAndSelf().OfType<ArgumentListSyntax>().FirstOrDefault(l => IsInside(l, position));
        if (list?.Parent is not { } call) return null;
        var chosen = model.GetSymbolInfo(call, stop).Symbol;
        var methods = Overloads(call, stop).Where(m => model.IsAccessible(position, m)).OrderBy(m => m.Parameters.Length).ToArray();
        if (methods.Length == 0) return null;
        int at = list.Arguments.GetSeparators().Count(c => c.Span.End <= position);
        int active = Array.FindIndex(methods, m => SymbolEqualityComparer.Default.Equals(m, chosen));
        if (active < 0) active = Array.FindIndex(methods, m => m.Parameters.Length > at || m.Parameters is [.., { IsParams: true }]);
        return new SignatureHelp([.. methods.Select(Overload)], Math.Max(active, 0), at);
    }

    // Behind the opening bracket, and not behind the closing one.
    private static bool IsInside(ArgumentListSyntax list, int position) =>
        position >= list.OpenParenToken.Span.End && (list.CloseParenToken.IsMissing || position <= list.CloseParenToken.SpanStart);

    private IEnumerable<IMethodSymbol> Overloads(SyntaxNode call, CancellationToken stop)
    {
        if (call is InvocationExpressionSyntax invocation)
        {
            var group = model.GetMemberGroup(invocation.Expression, stop).OfType<IMethodSymbol>().ToArray();
            return group.Length > 0 ? group
                : model.GetTypeInfo(invocation.Expression, stop).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? [invoke]
                : [];
        }
        return call is BaseObjectCreationExpressionSyntax && model.GetTypeInfo(call, stop).Type is INamedTypeSymbol type ? type.InstanceConstructors : [];
    }

    private SignatureHelp.Overload Overload(IMethodSymbol method)
    {
        var text = documentation.Of(method, model.Compilation);
        return new SignatureHelp.Overload(Symbols.Signature(method, whole: true), text.Summary, [.. method.Parameters.Select(p => (Symbols.Signature(p), text.Parameters.GetValueOrDefault(p.Name, "")))]);
    }
}
