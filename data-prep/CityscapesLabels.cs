namespace PML.DataPrep;

/// <summary>The label ids of Cityscapes and the eight categories that they belong to; seven of them are the classes of the paper's task.</summary>
/// <remarks>Source: the data set's label table (Cordts et al. 2016). A class is the category's number less one, so void is -1 and not counted.</remarks>
internal static class CityscapesLabels
{
    /// <summary>The classes' names, by number.</summary>
    public static readonly IReadOnlyList<string> Names = ["flat", "construction", "object", "nature", "sky", "human", "vehicle"];

    /// <summary>The greatest label id.</summary>
    public const int Last = 33;

    // First label id of each category; license plates have -1 there and 255 as a byte, and are vehicles.
    private static readonly int[] First = [0, 7, 11, 17, 21, 23, 24, 26];
    private static readonly sbyte[] Classes = [.. Enumerable.Range(0, 256).Select(Find)];

    /// <summary>The class of a label id, -1 (void) to 6 (vehicle); -2 for a number that is no label id.</summary>
    public static sbyte Class(int labelId) => Classes[labelId];

    private static sbyte Find(int labelId) => labelId == 255 ? (sbyte)6 : labelId > Last ? (sbyte)-2 : (sbyte)(First.Count(first => first <= labelId) - 2);
}
