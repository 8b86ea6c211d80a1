using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PML.Host.Insight;

/// <summary>Completions of C#: the names that the compiler would find at a position.</summary>
/// <param name="model">The cell as the next submission.</param>
/// <param name="documentation">Where documentation comes from.</param>
internal sealed class Completer(SemanticModel model, Documentation documentation)
{
    private readonly SyntaxNode _root = model.SyntaxTree.GetRoot();

    /// <summary>What could stand at a position.</summary>
    public Completions At(int position, CancellationToken stop)
    {
        string code = _root.ToFullString();
        int start = position;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1])) start--;
        string prefix = code[start..position];
        if (IsInTextOrComment(position) || prefix is [>= '0' and <= '9', ..]) return new Completions(position, position, []);
        var left = _root.FindToken(start);
        if (left.SpanStart >= start || left.Span.IsEmpty) left = left.GetPreviousToken();
        bool isMember = left.IsKind(SyntaxKind.DotToken) || left.IsKind(SyntaxKind.ColonColonToken);
        var symbols = isMember ? Members(left, start) : InScope(left, start);
        var items = symbols.Where(s => s.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && Symbols.IsForPeople(s))
            .GroupBy(s => s.Name).Select(Item)
            .Concat(isMember ? [] : Keywords(prefix));
        stop.ThrowIfCancellationRequested();
        return new Completions(start, position, [.. items.OrderBy(i => i.Text, StringComparer.OrdinalIgnoreCase).ThenBy(i => i.Text, StringComparer.Ordinal)]);
    }

    private CompletionItem Item(IGrouping<string, ISymbol> overloads)
    {
        var first = overloads.First();
        int more = overloads.Count() - 1;
        string signature = Symbols.Signature(first) + more switch { 0 => "", 1 => " (+ 1 overload)", _ => $" (+ {more} overloads)" };
        return new CompletionItem(first.Name, Symbols.Kind(first), signature, () => documentation.Of(first, model.Compilation).Text());
    }

    private IEnumerable<ISymbol> Members(SyntaxToken dot, int position)
    {
        ExpressionSyntax? of = dot.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            QualifiedNameSyntax name => name.Left,
            MemberBindingExpressionSyntax binding => binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(c => c.WhenNotNull.Span.Contains(binding.Span))?.Expression,
            AliasQualifiedNameSyntax alias => alias.Alias,
            _ => null,
        };
        if (of is null) return [];
        // `var x = names.` before another line: the compiler may take the two lines for one type name.
        var symbol = model.GetSymbolInfo(of).Symbol ?? model.GetSpeculativeSymbolInfo(of.SpanStart, of, SpeculativeBindingOption.BindAsExpression).Symbol;
        if (symbol is INamespaceSymbol space) return model.LookupNamespacesAndTypes(position, space);
        if (symbol is ITypeSymbol type) return model.LookupStaticMembers(position, type);
        var value = model.GetTypeInfo(of).Type ?? model.GetSpeculativeTypeInfo(of.SpanStart, of, SpeculativeBindingOption.BindAsExpression).Type;
        if (value is null or IErrorTypeSymbol || value.SpecialType == SpecialType.System_Void) return [];
        if (dot.Parent is MemberBindingExpressionSyntax && value is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) value = nullable.TypeArguments[0];
        return model.LookupSymbols(position, value, includeReducedExtensionMethods: true).Where(s => !s.IsStatic && s is not ITypeSymbol);
    }

    private IEnumerable<ISymbol> InScope(SyntaxToken left, int position)
    {
        if (left.Parent is InitializerExpressionSyntax { Parent: ExpressionSyntax made } && made is (BaseObjectCreationExpressionSyntax or WithExpressionSyntax)
            && (left.IsKind(SyntaxKind.OpenBraceToken) || left.IsKind(SyntaxKind.CommaToken))
            && model.GetTypeInfo(made).Type is { } type
            && Settable(type, position) is { Length: > 0 } settable) return settable;
        if (left.Parent is UsingDirectiveSyntax) return left.IsKind(SyntaxKind.StaticKeyword) ? model.LookupNamespacesAndTypes(position) : model.LookupNamespacesAndTypes(position).OfType<INamespaceSymbol>();
        if (left.IsKind(SyntaxKind.NewKeyword)) return model.LookupNamespacesAndTypes(position).Where(s => s is not ITypeSymbol { IsStatic: true });
        return model.LookupSymbols(position).Concat(Arguments(left));
    }

    private ISymbol[] Settable(ITypeSymbol type, int position) =>
        [.. model.LookupSymbols(position, type).Where(s => s is IPropertySymbol { IsStatic: false, SetMethod: not null } or IFieldSymbol { IsStatic: false, IsReadOnly: false })];

    // The parameters of the call, for `name: value`.
    private IEnumerable<ISymbol> Arguments(SyntaxToken left) =>
        left.Parent is ArgumentListSyntax { Parent: { } call } && (left.IsKind(SyntaxKind.OpenParenToken) || left.IsKind(SyntaxKind.CommaToken))
            ? model.GetSymbolInfo(call) is var info && info.Symbol is IMethodSymbol one ? one.Parameters : info.CandidateSymbols.OfType<IMethodSymbol>().SelectMany(m => m.Parameters)
            : [];

    private static IEnumerable<CompletionItem> Keywords(string prefix) => prefix.Length == 0 ? [] :
        SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)
            .Where(k => k.StartsWith(prefix, StringComparison.Ordinal) && !k.StartsWith("__", StringComparison.Ordinal)).Distinct()
            .Select(k => new CompletionItem(k, "keyword", k, () => ""));

    private bool IsInTextOrComment(int position)
    {
        if (position == 0) return false;
        var trivia = _root.FindTrivia(position - 1);
        if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)) return true;
        var token = _root.FindToken(position - 1);
        if (!token.Span.Contains(position - 1)) return false;
        if (token.IsKind(SyntaxKind.InterpolatedStringTextToken) || token.IsKind(SyntaxKind.InterpolatedStringStartToken)) return true;
        bool isText = token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken;
        return isText && (position < token.Span.End || token.ContainsDiagnostics);
    }
}
