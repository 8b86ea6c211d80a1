using PML.Training;

namespace PML.Support;

/// <summary>Shows each run's progress in a place of its own, and not more often than people can read.</summary>
/// <param name="show">Shows a value and returns what replaces it; null where nothing can be shown.</param>
/// <param name="console">Takes plain lines where nothing can be shown.</param>
/// <param name="clock">The time.</param>
internal sealed class LiveProgress(Func<object, Action<object>?> show, TextWriter console, TimeProvider clock) : IProgress<TrainProgress>
{
    private static readonly TimeSpan UpdateEvery = TimeSpan.FromMilliseconds(250), LineEvery = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly Dictionary<string, Place> _places = [];

    /// <inheritdoc/>
    public void Report(TrainProgress value)
    {
        lock (_gate)
        {
            var isLast = value.Step >= value.Steps;
            if (!_places.TryGetValue(value.Run, out var place)) _places[value.Run] = Open(value);
            else if (isLast || clock.GetElapsedTime(place.UpdatedAt) >= place.Every)
            {
                place.UpdatedAt = clock.GetTimestamp();
                place.Trail.Add(value.Front);
                place.Update(new ProgressView(value, place.Trail));
            }

            // A later run of the same name is another one.
            if (isLast) _places.Remove(value.Run);
        }
    }

    private Place Open(TrainProgress value)
    {
        var now = clock.GetTimestamp();
        var view = new ProgressView(value);
        if (show(view) is { } update) return new Place(update, UpdateEvery) { UpdatedAt = now };
        console.WriteLine(view);
        return new Place(console.WriteLine, LineEvery) { UpdatedAt = now };
    }

    private sealed class Place(Action<object> update, TimeSpan every)
    {
        public Action<object> Update { get; } = update;

        public FrontTrail Trail { get; } = new();

        public TimeSpan Every { get; } = every;

        public long UpdatedAt { get; set; }
    }
}
