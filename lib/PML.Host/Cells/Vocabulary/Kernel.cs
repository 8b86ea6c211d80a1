using PML.Host.Cells;

namespace Microsoft.DotNet.Interactive;

/// <summary>What every cell may call without a prefix: the names that the .NET Interactive kernel offers.</summary>
public static class Kernel
{
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
}
