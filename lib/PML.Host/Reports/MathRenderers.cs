using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace PML.Host.Reports;

/// <summary>Formulas inside Markdown as MathML.</summary>
internal static class MathRenderers
{
    /// <summary>Puts them in the place of Markdig's own.</summary>
    public static void Install(HtmlRenderer renderer)
    {
        renderer.ObjectRenderers.Replace<HtmlMathInlineRenderer>(new InlineRenderer());
        renderer.ObjectRenderers.Replace<HtmlMathBlockRenderer>(new BlockRenderer());
    }

    private sealed class InlineRenderer : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula) => renderer.Write(TexMath.Html(formula.Content.ToString(), formula.DelimiterCount > 1));
    }

    private sealed class BlockRenderer : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock formula) => renderer.WriteLine(TexMath.Html(formula.Lines.ToString(), display: true));
    }
}
