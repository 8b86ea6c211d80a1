using System.Collections;
using System.Globalization;

namespace PML.Host.Formatting;

/// <summary>A value as plain text.</summary>
internal static class PlainText
{
    /// <summary>How many items of a sequence are shown.</summary>
    public const int MostItems = 20;

    /// <summary>How deep values inside values are shown.</summary>
    public const int Deepest = 4;

    /// <summary>The text of a value.</summary>
    public static string Of(object? value, int depth = 0)
    {
        if (value is null) return "<null>";
        if (value is Exception e) return $"{e.GetType().Name}: {e.Message}";
        return Shape.Of(value.GetType()) switch
        {
            SequenceShape when depth < Deepest => Sequence((IEnumerable)value, depth),
            MemberShape shape when depth < Deepest => "{ " + string.Join(", ", shape.Members.Select(m => $"{m.Name}: {Of(m.Read(value), depth + 1)}")) + " }",
            _ => Scalar(value),
        };
    }

    private static string Scalar(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Sequence(IEnumerable items, int depth)
    {
        var (first, more) = Take(items);
        string text = string.Join(", ", first.Select(i => Of(i, depth + 1)));
        return more ? $"[ {text}, ... ]" : first.Count == 0 ? "[  ]" : $"[ {text} ]";
    }

    /// <summary>The first items of a sequence, which may be endless, and whether there are more.</summary>
    public static (IReadOnlyList<object?> First, bool More) Take(IEnumerable items)
    {
        var first = items.Cast<object?>().Take(MostItems + 1).ToList();
        bool more = first.Count > MostItems;
        if (more) first.RemoveAt(MostItems);
        return (first, more);
    }
}
