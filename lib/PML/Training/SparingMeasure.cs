namespace PML.Training;

/// <summary>Measures now and then, so that it takes at most a hundredth of the training's time however much one measurement costs.</summary>
/// <typeparam name="T">What is measured.</typeparam>
/// <param name="measure">The measurement.</param>
/// <param name="clock">The time.</param>
internal sealed class SparingMeasure<T>(Func<T> measure, TimeProvider clock) where T : class
{
    private const double Share = 0.01, ShareAtTheEnd = 0.015;
    // What a first measurement costs is not known before: a training that is over sooner does without.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private TimeSpan _spent, _cost;
    private T? _found;

    /// <summary>What was measured last; measured anew where that is worth its time.</summary>
    /// <param name="elapsed">Time since the training's start, measurements included.</param>
    /// <param name="isLast">Whether the training ends here: the last measurement may cost more.</param>
    /// <returns>Null before the first.</returns>
    internal T? At(TimeSpan elapsed, bool isLast)
    {
        if (elapsed < First || _spent + _cost > elapsed * (isLast ? ShareAtTheEnd : Share)) return _found;
        var start = clock.GetTimestamp();
        _found = measure();
        _cost = clock.GetElapsedTime(start);
        _spent += _cost;
        return _found;
    }
}
