namespace PML.Host.Cells;

/// <summary>Asks the person at the notebook for a line of text.</summary>
/// <param name="Prompt">What to ask; may be empty.</param>
/// <param name="IsPassword">Whether the answer must not be seen.</param>
internal sealed record InputRequest(string Prompt, bool IsPassword);
