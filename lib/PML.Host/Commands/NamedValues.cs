using PML.Support;

namespace PML.Host.Commands;

/// <summary>What <c>-p name=value</c>, or another option of that form, says.</summary>
internal static class NamedValues
{
    /// <summary>Names and values in the order they were typed.</summary>
    /// <exception cref="PmlException">One is no name=value.</exception>
    public static List<KeyValuePair<string, string>> Read(IEnumerable<string> parameters, string option = "-p") =>
    [
        .. parameters.Select(p => p.IndexOf('=') is > 0 and var at
            ? KeyValuePair.Create(p[..at].Trim(), p[(at + 1)..])
            : throw new PmlException($"{option} {p}: write name=value, for instance {option} epochs=1.")),
    ];
}
