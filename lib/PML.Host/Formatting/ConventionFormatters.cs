using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace PML.Host.Formatting;

/// <summary>The formatters that a type brings along by the .NET Interactive convention, which needs no package: an attribute class
/// named TypeFormatterSourceAttribute names a source, and the source makes the formatters.</summary>
internal sealed class ConventionFormatters
{
    private static readonly ConcurrentDictionary<Type, ConventionFormatters?> s_known = new();

    private readonly List<Formatter> _formatters;

    private ConventionFormatters(List<Formatter> formatters, IReadOnlyList<string> preferred) => (_formatters, Preferred) = (formatters, preferred);

    /// <summary>The MIME types that the type wants to be shown in; all of its formatters' when it names none.</summary>
    public IReadOnlyList<string> Preferred { get; }

    /// <summary>The formatters of a type, of a base type, or of an interface of it; null when there are none.</summary>
    public static ConventionFormatters? Of(Type type) => s_known.GetOrAdd(type, Find);

    /// <summary>The value in a form, or null when no formatter makes that form of it.</summary>
    public string? Format(object value, string mimeType)
    {
        foreach (var formatter in _formatters.Where(f => f.MimeType == mimeType))
        {
            using var writer = new StringWriter();
            if (formatter.Format(value, writer)) return writer.ToString();
        }
        return null;
    }

    private static ConventionFormatters? Find(Type type)
    {
        var attribute = new[] { type }.Concat(type.GetInterfaces())
            .SelectMany(t => t.GetCustomAttributes(inherit: true))
            .FirstOrDefault(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        if (attribute is null || Read(attribute, "FormatterSourceType") is not Type sourceType) return null;
        object? source = Activator.CreateInstance(sourceType, nonPublic: true);
        if (sourceType.GetMethod("CreateTypeFormatters", s_any, [])?.Invoke(source, null) is not IEnumerable made) return null;
        var formatters = made.Cast<object>().Select(Formatter.From).OfType<Formatter>().ToList();
        var preferred = Read(attribute, "PreferredMimeTypes") as string[];
        return new ConventionFormatters(formatters, preferred is { Length: > 0 } ? preferred : [.. formatters.Select(f => f.MimeType).Distinct()]);
    }

    private const BindingFlags s_any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private static object? Read(object from, string property) => from.GetType().GetProperty(property, s_any)?.GetValue(from);

    private sealed record Formatter(string MimeType, Func<object, TextWriter, bool> Format)
    {
        public static Formatter? From(object o)
        {
            var method = o.GetType().GetMethod("Format", s_any, [typeof(object), typeof(TextWriter)]);
            return Read(o, "MimeType") is string mimeType && method?.ReturnType == typeof(bool)
                ? new Formatter(mimeType, (value, writer) => (bool)method.Invoke(o, [value, writer])!)
                : null;
        }
    }
}
