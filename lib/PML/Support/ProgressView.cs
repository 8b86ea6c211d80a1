using System.Globalization;
using System.Net;
using PML.Training;

namespace PML.Support;

/// <summary>How a training's progress reads, as a line of text and as HTML.</summary>
/// <param name="progress">Where the training stands.</param>
/// <param name="trail">The fronts so far, as a figure; null or empty shows none.</param>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html", "text/plain"])]
internal sealed class ProgressView(TrainProgress progress, FrontTrail? trail = null)
{
    private const int BarWidth = 20;

    private double Share => progress.Steps > 0 ? Math.Clamp((double)progress.Step / progress.Steps, 0, 1) : 1;

    private bool IsDone => progress.Step >= progress.Steps;

    /// <summary>One line, e.g. "PML, seed 0  [#####-----]  50 %  epoch 5/10  loss 0.31 0.40  210 steps/s  12 s left".</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        if (IsDone) return $"{progress.Run}: {Done}";
        var filled = (int)(Share * BarWidth);
        return $"{progress.Run}  [{new string('#', filled)}{new string('-', BarWidth - filled)}]  {Percent}  {Doing}";
    }

    private string Html()
    {
        var run = WebUtility.HtmlEncode(progress.Run);
        var front = trail is { Fronts.Count: > 0 } ? FrontDrawing.Of(trail.Fronts) : "";
        if (IsDone) return front.Length > 0 ? $"<details><summary><b>{run}</b>: {Done}</summary>{front}</details>" : $"<div><b>{run}</b>: {Done}</div>";
        return $"<div><b>{run}</b> <progress value=\"{progress.Step.ToString(CultureInfo.InvariantCulture)}\" max=\"{progress.Steps.ToString(CultureInfo.InvariantCulture)}\"></progress> {Percent}, {Doing}{front}</div>";
    }

    private string Percent => $"{((int)(100 * Share)).ToString(CultureInfo.InvariantCulture)} %";

    private string Doing => string.Create(CultureInfo.InvariantCulture, $"epoch {progress.Epoch}/{progress.Epochs}  loss {Losses}  {progress.StepsPerSecond:0.#} steps/s  {Time(progress.Remaining)} left");

    private string Done => string.Create(CultureInfo.InvariantCulture, $"{progress.Epochs} epochs, {progress.Steps} steps in {Time(progress.Elapsed)}, loss {Losses}");

    private string Losses => string.Join(" ", progress.Losses.Select(l => l.ToString("0.000", CultureInfo.InvariantCulture)));

    private static string Time(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : time.TotalHours < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h {time.Minutes:00} min");

    private sealed class Formatters
    {
        public IEnumerable<object> CreateTypeFormatters() =>
            [new TypeFormatter<ProgressView>("text/html", v => v.Html()), new TypeFormatter<ProgressView>("text/plain", v => v.ToString())];
    }
}
