namespace PML.Figures;

/// <summary>Kinds of picture.</summary>
public enum ImageFormat
{
    /// <summary>Pixels, at twice the figure's size.</summary>
    Png,

    /// <summary>Vectors; three-dimensional series are pixels inside.</summary>
    Svg,
}
