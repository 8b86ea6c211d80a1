namespace PML.Host.Insight;

/// <summary>What could stand at the caret.</summary>
/// <param name="Start">Where the text that it replaces starts.</param>
/// <param name="End">Where that ends: the caret.</param>
/// <param name="Items">By name.</param>
internal sealed record Completions(int Start, int End, IReadOnlyList<CompletionItem> Items);
