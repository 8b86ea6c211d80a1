using System.Globalization;
using System.Text.RegularExpressions;
using PML.Metrics;
using PML.Support;
using PML.Training;

namespace PML.Tables;

/// <summary>Turns runs into the columns of a result table.</summary>
internal sealed partial class ResultRows
{
    private readonly ResultTableOptions _options;
    private readonly IGrouping<string, RunRecord>[] _methods;
    private readonly bool[] _compared;
    private readonly int _tasks;

    internal ResultRows(ResultTableOptions options, RunRecord[] records)
    {
        if (records.Length == 0) throw new PmlException("A result table needs at least one run; found none.");
        foreach (var runs in records.GroupBy(record => (record.Method, record.Seed)))
            if (runs.Count() > 1)
                throw new PmlException($"A method may have one run for each seed; {runs.First()} is there {runs.Count()} times. Pick one set-up, name the others otherwise, or take RunRecords.Newest.");
        _options = options;
        _methods = [.. records.GroupBy(record => SingleTask().Replace(record.Method, "STL"))];
        _compared = [.. _methods.Select(runs => runs.Key != "STL")];
        _tasks = Enumerable.Range(1, 1000).First(task => !records.Any(record => record.Metrics.ContainsKey(Metric(task)))) - 1;
    }

    internal ResultTable Table()
    {
        var columns = Columns().ToArray();
        var cells = columns.Select(column => column.Cells).ToArray();
        var rows = _methods.Select((runs, i) => (runs.Key, (IReadOnlyList<Cell>)[.. cells.Select(column => column[i])])).ToArray();
        return new ResultTable(_options.Caption, Note(), [.. columns.Select(column => column.Title)], rows);
    }

    private IEnumerable<(string Title, Cell[] Cells)> Columns()
    {
        yield return ("Seeds", [.. _methods.Select(runs => new Cell(runs.Select(r => r.Seed).Distinct().Count().ToString(CultureInfo.InvariantCulture)))]);
        for (var task = 1; task <= _tasks; task++)
            yield return Column($"Task {task} {_options.Metric}{(_options.Percent ? ", %" : "")}", _options.Direction, runs => Cell.Of(Values(runs, task), _options.Decimals, _options.Percent ? 100 : 1));
        if (_methods.Any(runs => Fronts(runs).Any()))
        {
            yield return Column("Hypervolume", Direction.Maximize, runs => Cell.Of([.. Fronts(runs).Select(Volume)], 4));
            yield return Column("Hypervolume, union", Direction.Maximize, runs => Cell.Of(Fronts(runs).Any() ? Volume([.. Fronts(runs).SelectMany(front => front)]) : null, 4));
        }

        yield return Column("Seconds", Direction.Minimize, runs => Cell.Of([.. runs.GroupBy(r => r.Seed).Select(seed => seed.Sum(r => r.Seconds))], 0));
    }

    private (string Title, Cell[] Cells) Column(string title, Direction direction, Func<IEnumerable<RunRecord>, Cell> cell) =>
        (title, Cell.MarkBest([.. _methods.Select(cell)], _compared, direction));

    private double[] Values(IEnumerable<RunRecord> runs, int task) =>
    [
        .. runs.Where(r => r.Metrics.ContainsKey(Metric(task)) && (SingleTask().Match(r.Method) is not { Success: true } own || own.Groups["task"].Value == task.ToString(CultureInfo.InvariantCulture)))
            .Select(r => r.Metrics[Metric(task)]),
    ];

    // A single-task network was never trained on the other tasks: the volume of its point says nothing.
    private static IEnumerable<IReadOnlyList<double[]>> Fronts(IEnumerable<RunRecord> runs) =>
        runs.Where(r => !SingleTask().IsMatch(r.Method)).Select(r => r.Front).Where(front => front.Count > 0);

    private double Volume(IReadOnlyList<double[]> front) => Hypervolume.Of(front, Reference(), _options.Direction);

    private Numbers Reference() => _options.Reference
        ?? (_options.Direction == Direction.Maximize ? new Numbers(new double[_tasks]) : throw new PmlException("A hypervolume of minimised metrics needs a reference point: set ResultTableOptions.Reference, e.g. to the worst value of each task."));

    private string Note()
    {
        var note = "Mean ± sample deviation over seeds.";
        if (_methods.Any(runs => Fronts(runs).Any(front => front.Count > 1))) note += $" Each task's {_options.Metric} of a front is its best point's.";
        if (_methods.Any(runs => Fronts(runs).Any())) note += $" Hypervolume with reference ({Reference().ToString().Trim('[', ']')}); union: of all seeds' points together.";
        if (_compared.Count(compared => compared) > 1) note += " Bold: best" + (_compared.Contains(false) ? ", single-task learning (STL) apart." : ".");
        return note;
    }

    private string Metric(int task) => $"task{task.ToString(CultureInfo.InvariantCulture)}.{_options.Metric}";

    [GeneratedRegex("^STL task (?<task>[0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex SingleTask();
}
