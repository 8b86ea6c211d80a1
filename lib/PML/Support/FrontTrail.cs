namespace PML.Support;

/// <summary>The fronts that a training passed through, thinned as they become many.</summary>
internal sealed class FrontTrail
{
    private const int Most = 12;

    private readonly List<IReadOnlyList<double[]>> _fronts = [];

    /// <summary>The fronts, the newest last: each task's loss at each weighting.</summary>
    public IReadOnlyList<IReadOnlyList<double[]>> Fronts => _fronts;

    /// <summary>Adds a front, unless it is the newest one already, or no number.</summary>
    public void Add(IReadOnlyList<double[]>? front)
    {
        if (front is null || _fronts.Count > 0 && ReferenceEquals(_fronts[^1], front) || !front.All(losses => losses.All(double.IsFinite))) return;
        // Every second one goes; the first and the newest stay.
        if (_fronts.Count == Most) _fronts.RemoveAll(old => _fronts.IndexOf(old) % 2 == 1);
        _fronts.Add(front);
    }
}
