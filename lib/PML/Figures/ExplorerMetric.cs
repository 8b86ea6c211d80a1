using System.Globalization;
using PML.Metrics;
using PML.Support;

namespace PML.Figures;

/// <summary>One metric of a front, in the unit that it is shown in.</summary>
/// <param name="Axis">How it is shown.</param>
/// <param name="Task">Whose it is, from 0.</param>
/// <param name="Values">At each measured weighting.</param>
internal sealed record ExplorerMetric(TaskAxis Axis, int Task, double[] Values)
{
    /// <summary>Digits after the point: four of the greatest number count.</summary>
    internal int Digits { get; } = Values.Max(Math.Abs) is > 0 and var greatest ? Math.Clamp(3 - (int)Math.Floor(Math.Log10(greatest)), 0, 6) : 2;

    /// <summary>A value with its unit.</summary>
    internal string Text(double value) => value.ToString($"F{Digits}", CultureInfo.InvariantCulture) + Axis.Suffix;

    /// <summary>What follows a difference: one of shares in per cent is not a share.</summary>
    internal string Points => Axis.Unit == "%" ? " points" : Axis.Suffix;

    /// <summary>How a value differs from that of the task's member alone, in words.</summary>
    internal string Change(double difference)
    {
        var size = Math.Abs(difference).ToString($"F{Digits}", CultureInfo.InvariantCulture);
        if (double.Parse(size, CultureInfo.InvariantCulture) == 0) return $"as member {Task + 1} alone";
        return $"{(difference > 0 ? "+" : "−")}{size}{Points} against member {Task + 1} alone";
    }

    /// <summary>How metrics are shown where nobody said: by their names, shares in per cent.</summary>
    /// <param name="name">As meters name it, e.g. "task1.accuracy".</param>
    /// <param name="direction">Null to go by the name.</param>
    /// <exception cref="PmlException">The direction is asked for and the name does not say it.</exception>
    internal static TaskAxis AxisOf(string name, Direction? direction)
    {
        var share = name.Split('.')[^1] is "accuracy" or "miou" or "pixacc";
        var title = string.Join(", ", name.Split('.').Select(word => word.StartsWith("task", StringComparison.Ordinal) && word.Length > 4 ? $"Task {word[4..]}" : word));
        title = char.ToUpperInvariant(title[0]) + title[1..];
        if (share) return new TaskAxis(title);
        return new TaskAxis(title, "", 1, direction ?? throw new PmlException($"Whether more or less of '{name}' is better is not known from its name. Give Axes, one for each metric."));
    }
}
