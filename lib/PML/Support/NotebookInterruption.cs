using System.Reflection;

namespace PML.Support;

/// <summary>The user's request to stop the cell that runs, in whatever notebook kernel the library was loaded into; found by name, as <see cref="NotebookDisplay"/> is.</summary>
internal static class NotebookInterruption
{
    /// <summary>The token that a caller gave, or, where it gave none, the interruption of the cell.</summary>
    public static CancellationToken Or(CancellationToken given) => given.CanBeCanceled ? given : Token;

    /// <summary>Is cancelled when the user interrupts the cell that runs here; never outside a notebook.</summary>
    public static CancellationToken Token => OfContext() ?? OfHost() ?? CancellationToken.None;

    // .NET Interactive.
    private static CancellationToken? OfContext() =>
        NotebookDisplay.Find("Microsoft.DotNet.Interactive.KernelInvocationContext") is { } type && type.GetProperty("Current")?.GetValue(null) is { } context
            ? type.GetProperty("CancellationToken")?.GetValue(context) as CancellationToken?
            : null;

    // The kit's own host.
    private static CancellationToken? OfHost()
    {
        try
        {
            return NotebookDisplay.Find("Microsoft.DotNet.Interactive.Kernel")?.GetProperty("Interruption", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as CancellationToken?;
        }
        catch (TargetInvocationException)
        {
            // The host is loaded, but no cell of it runs here.
            return null;
        }
    }
}
