using PML.Support;

namespace PML.DataPrep;

/// <summary>Undoes what PNG does to a row before compression: each byte is given as a difference from its neighbours.</summary>
/// <remarks>Source: ISO/IEC 15948 (PNG), section 9.</remarks>
internal static class PngFilter
{
    /// <summary>Restores a row in place.</summary>
    /// <param name="filter">The row's filter byte, 0 to 4.</param>
    /// <param name="row">The row without its filter byte.</param>
    /// <param name="above">The restored row above; zeros for the first.</param>
    /// <param name="step">Bytes back to the same byte of the pixel on the left.</param>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="PmlException">There is no such filter.</exception>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step, string name)
    {
        switch (filter)
        {
            case 0: break;
            case 1:
                for (var i = step; i < row.Length; i++) row[i] += row[i - step];
                break;
            case 2:
                for (var i = 0; i < row.Length; i++) row[i] += above[i];
                break;
            case 3:
                for (var i = 0; i < row.Length; i++) row[i] += (byte)(((i < step ? 0 : row[i - step]) + above[i]) / 2);
                break;
            case 4:
                for (var i = 0; i < Math.Min(step, row.Length); i++) row[i] += above[i];
                for (var i = step; i < row.Length; i++) row[i] += Paeth(row[i - step], above[i], above[i - step]);
                break;
            default: throw new PmlException($"{name} must have row filters from 0 to 4; found {filter}. The file is damaged.");
        }
    }

    private static byte Paeth(int left, int up, int corner)
    {
        var (fromLeft, fromUp, fromCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return (byte)(fromLeft <= fromUp && fromLeft <= fromCorner ? left : fromUp <= fromCorner ? up : corner);
    }
}
