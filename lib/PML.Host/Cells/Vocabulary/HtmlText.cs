namespace Microsoft.DotNet.Interactive;

/// <summary>Text that is HTML and shows itself as such.</summary>
/// <param name="Content">The HTML.</param>
public sealed record HtmlText(string Content)
{
    /// <summary>The HTML, by the name that notebook hosts look for.</summary>
    /// <returns><see cref="Content"/>.</returns>
    public string ToHtml() => Content;

    /// <inheritdoc/>
    public override string ToString() => Content;
}
