namespace PML.Host.Formatting;

/// <summary>Text that is already in the form to show.</summary>
/// <param name="Text">The text.</param>
/// <param name="MimeType">What it is.</param>
internal sealed record TypedText(string Text, string MimeType);
