namespace PML.DataPrep;

/// <summary>A point of the picture, seen from the head.</summary>
/// <param name="X">To the right from the middle of the head; its half-width is about 0.7.</param>
/// <param name="Y">Downwards from the middle; the head's half-height is about 0.95.</param>
/// <param name="Face">As X from the middle of the features, which a turned head moves aside.</param>
/// <param name="PictureX">In the picture, -1 (left) to 1.</param>
/// <param name="PictureY">In the picture, -1 (top) to 1.</param>
internal readonly record struct FaceSpot(double X, double Y, double Face, double PictureX, double PictureY)
{
    /// <summary>The distance from the middle of the features, to either side.</summary>
    public double Side => Math.Abs(Face);
}
