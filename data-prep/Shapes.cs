namespace PML.DataPrep;

/// <summary>Functions that pictures are made of: soft steps and smooth noise. Same bits on every machine.</summary>
internal static class Shapes
{
    /// <summary>0 below <paramref name="from"/>, 1 above <paramref name="to"/>, a smooth curve between; the other way round where from is the greater.</summary>
    public static double Step(double from, double to, double x)
    {
        var t = Math.Clamp((x - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }

    /// <summary>A bell of height 1 around 0, exactly 0 from 4 on; close to e^-squares and much cheaper.</summary>
    /// <param name="squares">The squared distance in units of the bell's width, at least 0.</param>
    public static double Bell(double squares)
    {
        if (squares >= 4) return 0;
        var t = 1 - squares * 0.25;
        return t * t * (t * t);
    }

    /// <summary>Noise in [0, 1) that varies smoothly over about one unit.</summary>
    public static double Noise(double x, double y, uint seed)
    {
        var (left, top) = (Math.Floor(x), Math.Floor(y));
        var (column, row) = ((int)left, (int)top);
        var (a, b) = (x - left, y - top);
        (a, b) = (a * a * (3 - 2 * a), b * b * (3 - 2 * b));
        var (p, q) = (Hash(column, row, seed), Hash(column + 1, row, seed));
        var (r, s) = (Hash(column, row + 1, seed), Hash(column + 1, row + 1, seed));
        var (upper, lower) = (p + (q - p) * a, r + (s - r) * a);
        return upper + (lower - upper) * b;
    }

    private static double Hash(int x, int y, uint seed)
    {
        var mixed = unchecked((uint)x * 374761393u + (uint)y * 668265263u + seed * 2246822519u);
        mixed = (mixed ^ (mixed >> 13)) * 1274126177u;
        return ((mixed ^ (mixed >> 16)) & 0xFFFFFF) * (1.0 / (1 << 24));
    }
}
