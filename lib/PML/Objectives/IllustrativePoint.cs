namespace PML.Objectives;

/// <summary>The two losses of the illustrative example at one point, and their derivatives by its two coordinates.</summary>
/// <param name="L1">The first loss.</param>
/// <param name="L2">The second loss.</param>
/// <param name="D1">The first loss's derivatives.</param>
/// <param name="D2">The second loss's derivatives.</param>
internal readonly record struct IllustrativePoint(double L1, double L2, (double X, double Y) D1, (double X, double Y) D2)
{
    private const double Floor = 5e-6;

    /// <summary>The formulas of the paper's Appendix C with c = 1.</summary>
    /// <param name="x">theta1.</param>
    /// <param name="y">theta2.</param>
    /// <param name="sign">What f2 multiplies tanh(-theta2) by: -1 or 1.</param>
    /// <remarks>
    /// At theta2 = 0 both maxima have a kink. The derivative there is the middle of the two one-sided ones, as automatic
    /// differentiation of an element-wise maximum gives it: with zero instead, a network that starts at (0, 0) would never move.
    /// </remarks>
    internal static IllustrativePoint At(double x, double y, int sign)
    {
        var tanh = Math.Tanh(-y);
        var slope = tanh * tanh - 1; // of tanh(-y)
        var (f1, f1Inside) = Log(0.5 * (-x - 7) - tanh);
        var (f2, f2Inside) = Log(0.5 * (-x + 3) + sign * tanh + 2);
        var valley = 0.1 * (-y - 8) * (-y - 8);
        var g1 = ((-x + 7) * (-x + 7) + valley) / 10 - 20;
        var g2 = ((-x - 7) * (-x - 7) + valley) / 10 - 20;
        var half = Math.Tanh(0.5 * y);
        double c1 = Math.Max(half, 0), c2 = Math.Max(-half, 0);
        var halfSlope = 0.5 * (1 - half * half);
        var c1Slope = halfSlope * (y > 0 ? 1 : y < 0 ? 0 : 0.5);
        var c2Slope = -halfSlope * (y < 0 ? 1 : y > 0 ? 0 : 0.5);
        var gSlope = 0.02 * (y + 8);
        return new IllustrativePoint(
            c1 * f1 + c2 * g1,
            c1 * f2 + c2 * g2,
            (c1 * -0.5 * f1Inside + c2 * (x - 7) / 5, c1 * -slope * f1Inside + c1Slope * f1 + c2 * gSlope + c2Slope * g1),
            (c1 * -0.5 * f2Inside + c2 * (x + 7) / 5, c1 * sign * slope * f2Inside + c1Slope * f2 + c2 * gSlope + c2Slope * g2));
    }

    // log(max(|u|, 5e-6)) + 6, and its derivative by u.
    private static (double Value, double Slope) Log(double u) =>
        (Math.Log(Math.Max(Math.Abs(u), Floor)) + 6, Math.Abs(u) > Floor ? 1 / u : 0);
}
