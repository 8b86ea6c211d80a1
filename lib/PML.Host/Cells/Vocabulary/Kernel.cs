using PML.Host.Cells;

namespace Microsoft.DotNet.Interactive;

/// <summary>What every cell may call without a prefix: the names that the .NET Interactive kernel offers.</summary>
public static class Kernel
{
    /// <summary>Is cancelled when the user interrupts the running cell. Code that has asked for it gets some seconds to end in an orderly way.</summary>
    /// <remarks>This host's own: .NET Interactive has no such member.</remarks>
    public static CancellationToken Interruption => CellEngine.Current.Interruption;

#pragma warning disable IDE1006 // the kernel's own spelling
    /// <summary>Shows a value as the cell's output.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The forms to show it in; none means the value's preferred forms.</param>
    /// <returns>The handle that updates it in place.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => CellEngine.Current.Display(value, mimeTypes);
#pragma warning restore IDE1006

    /// <summary>Marks text as HTML, to be shown as such.</summary>
    /// <param name="content">HTML.</param>
    /// <returns>A value that shows itself as HTML.</returns>
    public static HtmlText HTML(string content) => new(content);

    /// <summary>Asks the person at the notebook for a line of text.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="typeHint">"password" hides what is typed; every other hint is taken as text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="PML.Support.PmlException">Nobody can answer here.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text", CancellationToken cancellationToken = default) =>
        CellEngine.Current.Ask(new InputRequest(prompt, typeHint == "password"), cancellationToken);

    /// <summary>Asks the person at the notebook for a text that must not be seen.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="PML.Support.PmlException">Nobody can answer here.</exception>
    public static async Task<PasswordString> GetPasswordAsync(string prompt = "", CancellationToken cancellationToken = default) =>
        new(await CellEngine.Current.Ask(new InputRequest(prompt, IsPassword: true), cancellationToken));
}
