using System.Collections;

namespace PML.Host.Formatting;

/// <summary>A sequence whose items all have the same members: a table.</summary>
/// <param name="Columns">The members' names.</param>
/// <param name="Items">One row an item, one value a column.</param>
/// <param name="More">Whether the sequence goes on.</param>
internal sealed record Rows(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Items, bool More)
{
    /// <summary>How many items of a sequence are shown.</summary>
    public const int Most = 20;

    /// <summary>The table that a sequence is, or null when it is none.</summary>
    public static Rows? Of(IEnumerable sequence)
    {
        var (first, more) = Take(sequence);
        var shapes = first.Select(i => i is null ? null : Shape.Of(i.GetType()) as MemberShape).ToArray();
        if (shapes is not [{ } shape, ..]) return null;
        var columns = shape.Members.Select(m => m.Name).ToArray();
        return shapes.All(s => s is not null && s.Members.Select(m => m.Name).SequenceEqual(columns))
            ? new Rows(columns, [.. first.Zip(shapes, (item, s) => s!.Members.Select(m => m.Read(item!)).ToArray())], more)
            : null;
    }

    /// <summary>The first items of a sequence, which may be endless, and whether there are more.</summary>
    public static (IReadOnlyList<object?> First, bool More) Take(IEnumerable items)
    {
        var first = items.Cast<object?>().Take(Most + 1).ToList();
        bool more = first.Count > Most;
        if (more) first.RemoveAt(Most);
        return (first, more);
    }
}
