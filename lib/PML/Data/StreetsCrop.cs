namespace PML.Data;

/// <summary>The part of a picture that an augmented sample shows, and whether it is mirrored.</summary>
/// <param name="Top">First row of the part.</param>
/// <param name="Left">First column.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Scale">How much it is enlarged.</param>
/// <param name="Flip">Whether left and right are exchanged.</param>
internal readonly record struct StreetsCrop(int Top, int Left, int Height, int Width, float Scale, bool Flip)
{
    private static readonly float[] Scales = [1, 1.2f, 1.5f];

    /// <summary>Draws a part: one of the scales, then a place, then the flip.</summary>
    public static StreetsCrop Draw(int height, int width, Random random)
    {
        var scale = Scales[random.Next(Scales.Length)];
        var (partHeight, partWidth) = ((int)(height / (double)scale), (int)(width / (double)scale));
        return new StreetsCrop(random.Next(height - partHeight + 1), random.Next(width - partWidth + 1), partHeight, partWidth, scale, random.Next(2) == 0);
    }

    /// <summary>The source column of each column, as the nearest filter takes it.</summary>
    public long NearestColumn(int column, int width) => Left + (Flip ? width - 1 - column : column) * (long)Width / width;

    /// <summary>The source row of each row, as the nearest filter takes it.</summary>
    public long NearestRow(int row, int height) => Top + row * (long)Height / height;

    /// <summary>Writes the weights that the source columns have in each column, with aligned corners.</summary>
    /// <param name="weights">Zeros, [source width, width].</param>
    /// <param name="width">Columns.</param>
    public void Columns(Span<float> weights, int width)
    {
        for (var column = 0; column < width; column++) Taps(weights, column, width, Left, Width, Flip ? width - 1 - column : column, width);
    }

    /// <summary>Writes the weights that the source rows have in each row, with aligned corners.</summary>
    /// <param name="weights">Zeros, [height, source height].</param>
    /// <param name="height">Rows.</param>
    public void Rows(Span<float> weights, int height)
    {
        for (var row = 0; row < height; row++) Taps(weights, row * height, 1, Top, Height, row, height);
    }

    /// <summary>Two neighbouring places share a pixel, by their distance from it.</summary>
    private static void Taps(Span<float> weights, int start, int step, int first, int count, int position, int size)
    {
        var place = size == 1 ? 0 : position * (count - 1.0) / (size - 1);
        var low = Math.Min((int)place, count - 1);
        var share = (float)(place - low);
        weights[start + (first + low) * step] += 1 - share;
        if (share > 0) weights[start + (first + low + 1) * step] += share;
    }
}
