using System.Collections.Concurrent;

namespace PML.Host.Formatting;

/// <summary>The formatters that the cells of a session registered.</summary>
internal sealed class RegisteredFormatters
{
    private readonly ConcurrentDictionary<(Type Type, string MimeType), Action<object, TextWriter>> _formatters = new();
    private readonly ConcurrentDictionary<Type, IReadOnlyList<string>> _preferred = new();

    /// <summary>Adds one; a later one for the same type and form takes its place.</summary>
    public void Add(Type type, string mimeType, Action<object, TextWriter> format) => _formatters[(type, mimeType)] = format;

    /// <summary>Says in what forms values of a type are shown.</summary>
    public void Prefer(Type type, IReadOnlyList<string> mimeTypes) => _preferred[type] = mimeTypes;

    /// <summary>The forms that a type is to be shown in; null when nothing was said of it.</summary>
    public IReadOnlyList<string>? Preferred(Type type)
    {
        if (_formatters.IsEmpty && _preferred.IsEmpty) return null;
        foreach (var t in Lineage(type))
        {
            if (_preferred.TryGetValue(t, out var said)) return said;
            if (_formatters.Keys.Where(k => k.Type == t).Select(k => k.MimeType).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } made) return made;
        }
        return null;
    }

    /// <summary>A value in a form; null when no formatter makes that form of it.</summary>
    public string? Format(object value, string mimeType)
    {
        if (_formatters.IsEmpty || Lineage(value.GetType()).Select(t => _formatters.GetValueOrDefault((t, mimeType))).FirstOrDefault(f => f is not null) is not { } format) return null;
        using var writer = new StringWriter();
        format(value, writer);
        return writer.ToString();
    }

    // The nearest first.
    private static IEnumerable<Type> Lineage(Type type)
    {
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType) yield return t;
        foreach (var t in type.GetInterfaces()) yield return t;
        yield return typeof(object);
    }
}
