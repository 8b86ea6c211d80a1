using Microsoft.DotNet.Interactive;
using PML.Host.Cells;
using PML.Host.Formatting;

namespace System;

/// <summary>Shows values from a cell: <c>x.Display()</c>.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value as the cell's output.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The forms to show it in; none means the value's preferred forms.</param>
    /// <returns>The handle that updates it in place.</returns>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => CellEngine.Current.Display(value, mimeTypes);

    /// <summary>Shows text as what it is said to be.</summary>
    /// <param name="value">The text.</param>
    /// <param name="mimeType">The form of the text, e.g. "text/markdown".</param>
    /// <returns>The handle that updates it in place.</returns>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => CellEngine.Current.Display(new TypedText(value, mimeType), [mimeType]);
}
