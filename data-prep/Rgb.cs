namespace PML.DataPrep;

/// <summary>A colour with linear channels, about 0 to 1; double, because System.Numerics' vectors may fuse or reorder operations.</summary>
internal readonly record struct Rgb(double R, double G, double B)
{
    public static Rgb operator +(Rgb a, Rgb b) => new(a.R + b.R, a.G + b.G, a.B + b.B);

    public static Rgb operator *(Rgb a, Rgb b) => new(a.R * b.R, a.G * b.G, a.B * b.B);

    public static Rgb operator *(Rgb a, double factor) => new(a.R * factor, a.G * factor, a.B * factor);

    public static Rgb Grey(double value) => new(value, value, value);

    /// <summary>From hue (any number, 1 is a full turn), saturation and value, both in [0, 1].</summary>
    public static Rgb FromHsv(double hue, double saturation, double value)
    {
        var sector = (hue - Math.Floor(hue)) * 6;
        var whole = Math.Min((int)sector, 5);
        var part = sector - whole;
        var (low, falling, rising) = (value * (1 - saturation), value * (1 - saturation * part), value * (1 - saturation * (1 - part)));
        return whole switch
        {
            0 => new(value, rising, low),
            1 => new(falling, value, low),
            2 => new(low, value, rising),
            3 => new(low, falling, value),
            4 => new(rising, low, value),
            _ => new(value, low, falling),
        };
    }

    /// <summary>This colour at 0, the other at 1, mixed between.</summary>
    public Rgb Towards(Rgb other, double share) => new(R + (other.R - R) * share, G + (other.G - G) * share, B + (other.B - B) * share);

    /// <summary>A channel as a byte, rounded and cut off at 0 and 255.</summary>
    public static byte ToByte(double channel) => (byte)Math.Clamp(channel * 255 + 0.5, 0, 255);
}
