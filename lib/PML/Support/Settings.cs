using System.Globalization;
using System.Reflection;

namespace PML.Support;

/// <summary>An options record's settings by name: what there is, and the record with one of them changed.</summary>
/// <remarks>A setting is a public property that can be set when the record is made. Names do not tell capitals from small letters.</remarks>
public static class Settings
{
    /// <summary>The settings of a record.</summary>
    /// <param name="record">An options record, e.g. an experiment or a method.</param>
    /// <returns>In the order of declaration, inherited ones first.</returns>
    public static IReadOnlyList<Setting> Of(object record) =>
    [
        .. Properties(record).Select(property => new Setting(Camel(property.Name), TypeName(property.PropertyType), Text(property.GetValue(record)), XmlDocs.Summary(property))),
    ];

    /// <summary>Whether a record has a setting.</summary>
    /// <param name="record">The record.</param>
    /// <param name="name">The setting's name.</param>
    /// <returns>True where it has.</returns>
    public static bool Has(object record, string name) => Find(record, name) is not null;

    /// <summary>The record with one setting changed.</summary>
    /// <param name="record">The record; it stays as it is.</param>
    /// <param name="name">The setting's name.</param>
    /// <param name="text">The value as typed: a number, true or false, a name, or numbers with commas between them.</param>
    /// <typeparam name="T">The record's type, or one that it derives from.</typeparam>
    /// <returns>A changed copy.</returns>
    /// <exception cref="PmlException">There is no such setting, or the value is of the wrong type or range.</exception>
    public static T With<T>(T record, string name, string text) where T : class
    {
        var property = Find(record, name) ?? throw new PmlException($"{Title(record)} has no setting '{name}'; it has {string.Join(", ", Properties(record).Select(p => Camel(p.Name)))}.");
        var value = Parse(property.PropertyType, text) ?? throw new PmlException($"{name} must be {Article(TypeName(property.PropertyType))}; found '{text}'.");
        // What a `with` expression calls.
        var copy = (T)record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        try
        {
            property.SetValue(copy, value);
        }
        catch (TargetInvocationException e) when (e.InnerException is PmlException wrong)
        {
            throw wrong;
        }

        return copy;
    }

    private static IEnumerable<PropertyInfo> Properties(object record) => record.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true } && property.Name != "Name")
        .OrderBy(property => Depth(property.DeclaringType!)).ThenBy(property => property.MetadataToken);

    private static PropertyInfo? Find(object record, string name) => Properties(record).FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;

    private static string Title(object record) => record.GetType().Name;

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string TypeName(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? string.Join("|", Enum.GetNames(type).Select(Camel)) : type == typeof(Numbers) ? "numbers" : type == typeof(bool) ? "true|false"
            : type == typeof(int) || type == typeof(long) ? "integer" : type == typeof(double) ? "number" : "text";
    }

    private static string Article(string type) => type switch
    {
        "integer" => "an integer",
        "number" => "a number such as 0.5",
        "numbers" => "numbers with commas between them, such as 0.5,0.5",
        "text" => "text",
        _ => "one of " + type.Replace("|", ", "),
    };

    private static object? Parse(Type type, string text)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return text;
        if (type == typeof(bool)) return bool.TryParse(text, out var flag) ? flag : null;
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (type == typeof(long)) return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (type == typeof(double)) return Number(text);
        if (type.IsEnum) return Enum.GetNames(type).FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found ? Enum.Parse(type, found) : null;
        if (type != typeof(Numbers)) return null;
        var numbers = text.Split(',').Select(Number).ToArray();
        return numbers.All(n => n is not null) ? new Numbers(numbers.Select(n => n!.Value)) : null;
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "true" : "false",
        Enum name => Camel(name.ToString()),
        Numbers numbers => numbers.Count == 0 ? "none" : string.Join(",", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
