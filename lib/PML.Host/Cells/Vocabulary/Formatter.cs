using PML.Host.Cells;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>How values of a type are shown from now on, in this session.</summary>
/// <remarks>A formatter of a base type or an interface serves the types below it. They come before what a type brings along itself.</remarks>
public static class Formatter
{
    /// <summary>Shows values of a type by what a function writes.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="formatter">Writes a value.</param>
    /// <param name="mimeType">The form that it writes.</param>
    public static void Register<T>(Action<T, TextWriter> formatter, string mimeType = "text/plain") =>
        CellEngine.Current.Formatters.Add(typeof(T), mimeType, (value, writer) => formatter((T)value, writer));

    /// <summary>Shows values of a type by the text of a function.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="formatter">Gives a value's text.</param>
    /// <param name="mimeType">The form of the text.</param>
    public static void Register<T>(Func<T, string> formatter, string mimeType = "text/plain") =>
        CellEngine.Current.Formatters.Add(typeof(T), mimeType, (value, writer) => writer.Write(formatter((T)value)));

    /// <summary>The forms that values of a type are shown in.</summary>
    /// <param name="type">The type.</param>
    /// <param name="preferredMimeTypes">MIME types.</param>
    public static void SetPreferredMimeTypesFor(Type type, params string[] preferredMimeTypes) =>
        CellEngine.Current.Formatters.Prefer(type, preferredMimeTypes);
}
