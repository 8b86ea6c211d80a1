namespace PML.DataPrep;

/// <summary>Grey digit images of 28 x 28 pixels with their labels, as MNIST has them.</summary>
/// <param name="Pixels">0 (paper) to 255 (ink), one image after the other, row after row.</param>
/// <param name="Labels">The digit, 0 to 9, of each image.</param>
internal sealed record DigitImages(byte[] Pixels, byte[] Labels)
{
    public const int Side = 28;

    public const int Area = Side * Side;

    public int Count => Labels.Length;

    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * Area, Area);
}
