using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;

namespace PML.Host.Formatting;

/// <summary>Turns a value into what a notebook shows: one payload per MIME type.</summary>
internal static class MimeFormatter
{
    /// <summary>The payloads of a value.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="mimeTypes">The forms to make; none means the value's preferred forms, and plain text for readers without them.</param>
    /// <param name="registered">The session's own formatters, which come before all others.</param>
    /// <returns>MIME type to text, or to a JSON node for a JSON type.</returns>
    public static JsonObject Bundle(object? value, IReadOnlyList<string> mimeTypes, RegisteredFormatters? registered = null)
    {
        var own = value is null ? null : registered?.Preferred(value.GetType())?.Append(Mime.Text).Distinct();
        if (own is null) value = Once(value);
        var bundle = new JsonObject();
        foreach (string mimeType in mimeTypes.Count > 0 ? mimeTypes : own ?? Preferred(value))
            bundle[mimeType] = Payload(mimeType, (value is null ? null : registered?.Format(value, mimeType)) ?? Format(value, mimeType));
        return bundle;
    }

    // A lazy sequence does its work each time it is walked; showing it must do it once.
    private static object? Once(object? value) =>
        value is IEnumerable lazy and not ICollection and not string && ConventionFormatters.Of(value.GetType()) is null && ToHtml(value.GetType()) is null
            ? lazy.Cast<object?>().Take(Rows.Most + 1).ToList()
            : value;

    private static IEnumerable<string> Preferred(object? value)
    {
        if (value is TypedText typed) return [typed.MimeType];
        if (value is HtmlText) return [Mime.Html];
        if (value is null) return [Mime.Text];
        var source = ConventionFormatters.Of(value.GetType());
        if (source is { Preferred.Count: > 0 }) return source.Preferred.Append(Mime.Text).Distinct();
        return ToHtml(value.GetType()) is not null || Shape.Of(value.GetType()) is not ScalarShape ? [Mime.Html, Mime.Text] : [Mime.Text];
    }

    private static string Format(object? value, string mimeType)
    {
        if (value is TypedText typed) return typed.Text;
        if (value is not null && ConventionFormatters.Of(value.GetType())?.Format(value, mimeType) is { } text) return text;
        return mimeType switch
        {
            Mime.Html => value is not null && ToHtml(value.GetType()) is { } method ? (string?)method.Invoke(value, null) ?? "" : HtmlTable.Of(value),
            _ when Mime.IsJson(mimeType) => JsonSerializer.Serialize(value),
            _ => PlainText.Of(value),
        };
    }

    // The convention of hosts that know no formatter for a type.
    private static MethodInfo? ToHtml(Type type) =>
        type.GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, []) is { } method && method.ReturnType == typeof(string) ? method : null;

    private static JsonNode? Payload(string mimeType, string text)
    {
        text = text.ReplaceLineEndings("\n");
        if (!Mime.IsJson(mimeType)) return text;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
