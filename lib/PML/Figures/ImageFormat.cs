namespace PML.Figures;

/// <summary>Kinds of picture.</summary>
public enum ImageFormat
{
    /// <summary>Pixels, at twice the figure's size or another <see cref="Figure.PixelRatio"/>.</summary>
    Png,

    /// <summary>Vectors; three-dimensional series are pixels inside.</summary>
    Svg,

    /// <summary>One page of the figure's size, with vectors and text as in <see cref="Svg"/>.</summary>
    Pdf,
}
