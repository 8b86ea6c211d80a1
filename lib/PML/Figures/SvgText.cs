using System.Net;
using System.Text;

namespace PML.Figures;

/// <summary>Pictures of vectors as text.</summary>
internal static class SvgText
{
    /// <summary>A picture that says what it shows, to those who cannot see it.</summary>
    /// <param name="svg">An svg element.</param>
    /// <param name="alt">What it shows; empty leaves the picture as it is.</param>
    /// <returns>The file's content.</returns>
    internal static byte[] Described(string svg, string alt)
    {
        var end = svg.IndexOf('>', StringComparison.Ordinal);
        if (alt.Length > 0 && end > 0)
            svg = $"{svg[..end]} role=\"img\"><title>{WebUtility.HtmlEncode(FirstSentence(alt))}</title><desc>{WebUtility.HtmlEncode(alt)}</desc>{svg[(end + 1)..]}";
        return Encoding.UTF8.GetBytes(svg);
    }

    private static string FirstSentence(string text) => text.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? text[..colon] : text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var dot ? text[..dot] : text;
}
