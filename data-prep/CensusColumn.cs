using System.Globalization;

namespace PML.DataPrep;

/// <summary>One column of the Census table.</summary>
/// <param name="Name">Its name in the data set's documentation.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="List">Its categories without the spaces around them, parted by <c>|</c>.</param>
internal sealed record CensusColumn(string Name, CensusColumnKind Kind, string List = "")
{
    public IReadOnlyList<string> Categories { get; } = List.Length == 0 ? [] : List.Split('|');

    /// <summary>Whether it becomes one feature that holds a number.</summary>
    public bool IsValue => Kind is CensusColumnKind.Number or CensusColumnKind.Binary;

    /// <summary>The list of the codes 0 to <paramref name="last"/>.</summary>
    public static string Codes(int last) => string.Join('|', Enumerable.Range(0, last + 1).Select(code => code.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>What becomes of a column.</summary>
internal enum CensusColumnKind
{
    /// <summary>The first task: whether the age is at least 40. No feature.</summary>
    Age,

    /// <summary>The second task: whether the education went to college. No feature.</summary>
    Education,

    /// <summary>One z-scored feature.</summary>
    Number,

    /// <summary>One feature, 0 for the first of two categories and 1 for the second.</summary>
    Binary,

    /// <summary>One feature a category, 0 or 1.</summary>
    Category,

    /// <summary>Not looked at.</summary>
    Unused,
}
