using Microsoft.CodeAnalysis;

namespace PML.Host.Insight;

/// <summary>How symbols are named and written for a reader.</summary>
internal static class Symbols
{
    private static readonly SymbolDisplayFormat s_format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>A declaration on one line.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="whole">With the type that a member belongs to.</param>
    public static string Signature(ISymbol symbol, bool whole = false)
    {
        bool isOfSession = symbol.ContainingType is null or { IsScriptClass: true } or { IsImplicitClass: true };
        return symbol.ToDisplayString(whole && !isOfSession ? s_format.AddMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType) : s_format);
    }

    /// <summary>What a symbol is, in one word.</summary>
    public static string Kind(ISymbol symbol) => symbol switch
    {
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IFieldSymbol { IsConst: true } => "constant",
        IFieldSymbol { ContainingType: null or { IsScriptClass: true } } => "variable",
        IFieldSymbol => "field",
        IEventSymbol => "event",
        INamespaceSymbol => "namespace",
        ITypeSymbol type => type.TypeKind switch
        {
            TypeKind.Interface => "interface",
            TypeKind.Struct => "struct",
            TypeKind.Enum => "enum",
            TypeKind.Delegate => "delegate",
            _ => "class",
        },
        IParameterSymbol => "parameter",
        _ => "variable",
    };

    /// <summary>Whether a symbol is one that people write: it has a name, and its author does not hide it from editors.</summary>
    public static bool IsForPeople(ISymbol symbol) => symbol.CanBeReferencedByName
        && !symbol.GetAttributes().Any(a => a.AttributeClass?.Name == "EditorBrowsableAttribute" && a.ConstructorArguments is [{ Value: 1 }]);
}
