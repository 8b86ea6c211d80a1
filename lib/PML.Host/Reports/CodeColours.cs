using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PML.Host.Reports;

/// <summary>C# as HTML with coloured tokens: keywords, texts, numbers, comments, directives.</summary>
internal static class CodeColours
{
    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>The HTML of a cell's code, to stand inside a <c>pre</c>.</summary>
    public static string Html(string code)
    {
        var html = new StringBuilder();
        var root = CSharpSyntaxTree.ParseText(Blanked(code), s_script).GetRoot();
        int at = 0;
        foreach (var token in root.DescendantTokens(descendIntoTrivia: false))
        {
            foreach (var trivia in token.LeadingTrivia) at = Append(html, code, trivia.FullSpan.Start, trivia.FullSpan.End, ClassOf(trivia));
            at = Append(html, code, token.Span.Start, token.Span.End, ClassOf(token));
            foreach (var trivia in token.TrailingTrivia) at = Append(html, code, trivia.FullSpan.Start, trivia.FullSpan.End, ClassOf(trivia));
        }
        return Directives(html.Append(Escape(code[at..])).ToString());
    }

    private static int Append(StringBuilder html, string code, int start, int end, string? kind)
    {
        string text = Escape(code[start..end]);
        html.Append(kind is null || text.Length == 0 ? text : $"<span class=\"{kind}\">{text}</span>");
        return end;
    }

    private static string? ClassOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "n",
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken
            or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => "s",
        _ when token.IsKeyword() || token.IsContextualKeyword() || token.Text == "var" => "k",
        _ => null,
    };

    private static string? ClassOf(SyntaxTrivia trivia) => trivia.IsDirective ? "d" : trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia => "c",
        _ => null,
    };

    // Lines that start with #! belong to the notebook, not to C#: for the parser they are comments of the same length.
    private static string Blanked(string code) => string.Join('\n', code.Split('\n').Select(l => IsMagic(l) ? "//" + l[2..] : l));

    private static bool IsMagic(string line) => line.StartsWith("#!", StringComparison.Ordinal);

    private static string Directives(string html) => html.Replace("<span class=\"c\">#!", "<span class=\"d\">#!", StringComparison.Ordinal);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
