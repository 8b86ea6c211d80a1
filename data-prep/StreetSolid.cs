namespace PML.DataPrep;

/// <summary>A solid that stands in a street.</summary>
/// <param name="kind">What it is.</param>
/// <param name="centre">Its middle.</param>
/// <param name="half">Half its extents along its own axes.</param>
/// <param name="finish">How its surface looks.</param>
internal abstract class StreetSolid(StreetKind kind, Point3 centre, Point3 half, StreetFinish finish)
{
    public StreetKind Kind => kind;

    public Point3 Centre => centre;

    public Point3 Half => half;

    public StreetFinish Finish => finish;

    /// <summary>Half the extents along the street's axes, of a box that holds the solid.</summary>
    public virtual Point3 Extent => half;

    /// <summary>Where a ray first meets the solid.</summary>
    /// <returns>In units of the direction's length; below 0 for nowhere.</returns>
    public abstract double Hit(Point3 origin, Point3 direction);

    /// <summary>The unit normal at a point of the surface, and the point seen from the solid's middle along its own axes.</summary>
    public abstract (Point3 Normal, Point3 Local) At(Point3 point);
}
