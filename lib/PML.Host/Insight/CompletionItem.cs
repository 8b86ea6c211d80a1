namespace PML.Host.Insight;

/// <summary>One thing that could stand at the caret.</summary>
/// <param name="text">What is written.</param>
/// <param name="kind">What it is: method, property, field, event, class, struct, interface, enum, delegate, namespace, variable, parameter, constant, keyword or directive.</param>
/// <param name="signature">Its declaration, on one line.</param>
/// <param name="documentation">Finds what it is for.</param>
internal sealed class CompletionItem(string text, string kind, string signature, Func<string> documentation)
{
    private readonly Lazy<string> _documentation = new(documentation);

    /// <summary>What is written.</summary>
    public string Text { get; } = text;

    /// <summary>What it is, in one word.</summary>
    public string Kind { get; } = kind;

    /// <summary>Its declaration, on one line.</summary>
    public string Signature { get; } = signature;

    /// <summary>What it is for, as Markdown; looked up when asked for. Empty where nothing is written.</summary>
    public string Documentation => _documentation.Value;
}
