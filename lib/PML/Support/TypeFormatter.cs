namespace PML.Support;

/// <summary>Writes values of one type in one MIME type, in the shape that notebook kernels look for.</summary>
internal sealed class TypeFormatter<T>(string mimeType, Func<T, string> text)
{
    /// <summary>What it writes, e.g. "text/html".</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Which values it takes.</summary>
    public Type Type => typeof(T);

    /// <summary>Writes a value, or says that it is of another type.</summary>
    public bool Format(object value, TextWriter writer)
    {
        if (value is not T shown) return false;
        writer.Write(text(shown));
        return true;
    }
}
