namespace PML.Host.Insight;

/// <summary>What is known of the name at a position.</summary>
/// <param name="Start">Where the name starts.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Signature">Its declaration, as C#.</param>
/// <param name="Documentation">What it is for, as Markdown; empty where nothing is written.</param>
internal sealed record Inspection(int Start, int End, string Signature, string Documentation);
