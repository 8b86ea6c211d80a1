namespace PML.Figures;

/// <summary>Chromium ended while something was asked of it.</summary>
internal sealed class ChromiumGoneException() : Exception("Chromium ended.");
