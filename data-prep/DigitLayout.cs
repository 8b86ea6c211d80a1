namespace PML.DataPrep;

/// <summary>Where the digits of a sample lie, and how the canvas becomes an image: what tells the sets of overlaid digits apart.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Canvas">Height and width of the canvas, in pixels.</param>
/// <param name="Places">Row and column of each digit's top-left pixel, in the order of the labels.</param>
/// <param name="Resize">Makes an image of 28 x 28 values of a canvas of values in [0, 1].</param>
/// <param name="Notes">The same in words, for the manifest.</param>
internal sealed record DigitLayout(string Set, int Canvas, IReadOnlyList<(int Row, int Column)> Places, DigitLayout.Resizing Resize, IReadOnlyList<string> Notes)
{
    public const string MultiMnist = "multimnist";

    public const string MultiMnist3 = "multimnist3";

    private const int Side = DigitImages.Side, TwoCanvas = 36, ThreeCanvas = 42;

    private static readonly PillowResampler Bicubic = new(TwoCanvas, Side);

    private static readonly BilinearResampler Bilinear = new(ThreeCanvas, Side);

    public delegate void Resizing(ReadOnlySpan<float> canvas, Span<float> image);

    /// <summary>Three digits: top-left, bottom-centre, top-right.</summary>
    /// <remarks>Source: the paper's appendix B; pixels and resizing are the released code's.</remarks>
    public static DigitLayout Three { get; } = new(MultiMnist3, ThreeCanvas, [(0, 0), (14, 7), (0, 14)], Bilinear.Resize,
    [
        "First digit at rows 0 to 27 and columns 0 to 27 of a 42 x 42 canvas, second at rows 14 to 41 and columns 7 to 34, third at rows 0 to 27 and columns 14 to 41; the maximum where they overlap; bilinear resize to 28 x 28 without antialiasing, align_corners false.",
        "x: images [n, 1, 28, 28]; y: labels of the first, the second and the third digit [n, 3].",
    ]);

    /// <summary>Two digits: top-left, and further down and right.</summary>
    /// <param name="second">Row and column of the second digit's top-left pixel.</param>
    public static DigitLayout Two(int second) => new(MultiMnist, TwoCanvas, [(0, 0), (second, second)],
        static (canvas, image) => Bicubic.Resize(canvas, stackalloc float[TwoCanvas * Side], image),
        [
            $"First digit at rows and columns 0 to 27 of a 36 x 36 canvas, second at {second} to {second + 27}; the maximum where they overlap; Pillow's bicubic resize to 28 x 28, not clipped.",
            "x: images [n, 1, 28, 28]; y: labels of the first and the second digit [n, 2].",
        ]);
}
