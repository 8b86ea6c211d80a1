namespace PML.Host.Insight;

/// <summary>The ways to make the call that the caret is in.</summary>
/// <param name="Signatures">One for each overload.</param>
/// <param name="Active">The overload that the arguments so far fit best.</param>
/// <param name="Parameter">The parameter that the caret is at, from 0.</param>
internal sealed record SignatureHelp(IReadOnlyList<SignatureHelp.Overload> Signatures, int Active, int Parameter)
{
    /// <summary>One way to make a call.</summary>
    /// <param name="Signature">Its declaration, as C#.</param>
    /// <param name="Documentation">What it is for, as Markdown.</param>
    /// <param name="Parameters">Each parameter's declaration, and what it is for.</param>
    internal sealed record Overload(string Signature, string Documentation, IReadOnlyList<(string Label, string Documentation)> Parameters);
}
