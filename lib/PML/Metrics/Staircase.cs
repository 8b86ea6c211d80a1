namespace PML.Metrics;

/// <summary>The area of a growing union of rectangles that share the corner (0, 0).</summary>
internal sealed class Staircase
{
    // Corners of the outline: x rising, y falling.
    private readonly List<(double X, double Y)> _corners = [];

    /// <summary>The union's area so far.</summary>
    internal double Area { get; private set; }

    /// <summary>Adds the rectangle from (0, 0) to (x, y), both above 0.</summary>
    internal void Add(double x, double y)
    {
        var right = FirstAtOrBeyond(x);
        if (right < _corners.Count && _corners[right].Y >= y) return;

        // Corners from `left` to `right` lie inside the new rectangle; an equal x goes with them.
        var left = right;
        while (left > 0 && _corners[left - 1].Y <= y) left--;
        var end = right < _corners.Count && _corners[right].X == x ? right + 1 : right;
        Area += Gain(x, y, left, right);
        _corners.RemoveRange(left, end - left);
        _corners.Insert(left, (x, y));
    }

    /// <summary>What the rectangle adds above the outline, strip by strip from its right edge to the left.</summary>
    private double Gain(double x, double y, int left, int right)
    {
        double gain = 0;
        var edge = x;
        var height = right < _corners.Count ? _corners[right].Y : 0;
        for (var k = right - 1; k >= left; k--)
        {
            gain += (edge - _corners[k].X) * (y - height);
            (edge, height) = _corners[k];
        }

        return gain + (edge - (left > 0 ? _corners[left - 1].X : 0)) * (y - height);
    }

    private int FirstAtOrBeyond(double x)
    {
        int low = 0, high = _corners.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_corners[middle].X < x) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
