using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PML.Support;

namespace PML.Training;

/// <summary>Options as JSON, for run records.</summary>
public static class RunConfig
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { DropDerivedValues } },
    };

    /// <summary>An options record, or an anonymous object of several, as a JSON object.</summary>
    /// <param name="options">The options. Values that a record derives from its others (no <c>init</c>) are left out.</param>
    /// <returns>Names in camel case, enums as their names.</returns>
    /// <exception cref="PmlException">The value is no object, or holds something that JSON cannot.</exception>
    public static JsonObject From(object options)
    {
        try
        {
            return JsonSerializer.SerializeToNode(options, Format) as JsonObject
                ?? throw new PmlException($"A config must be an object with named options; found {options.GetType().Name}.");
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException or JsonException)
        {
            throw new PmlException($"The options of {options.GetType().Name} cannot be written as JSON: {e.Message}", e);
        }
    }

    /// <summary>The same text for every way to write the same JSON: names sorted, numbers in their shortest form.</summary>
    internal static string Canonical(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject o => "{" + string.Join(",", o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => JsonSerializer.Serialize(p.Key) + ":" + Canonical(p.Value))) + "}",
        JsonArray a => "[" + string.Join(",", a.Select(Canonical)) + "]",
        _ => Scalar(node.ToJsonString()),
    };

    // Integers beyond 2^53 would not survive a double.
    private static string Scalar(string json) =>
        !long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        && double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture) : json;

    private static void DropDerivedValues(JsonTypeInfo type)
    {
        var anonymous = type.Type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
        if (type.Kind != JsonTypeInfoKind.Object || anonymous) return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i].Set is null) type.Properties.RemoveAt(i);
    }
}
