using System.Globalization;
using PML.Metrics;
using PML.Support;
using PML.Training;

namespace PML.Tables;

/// <summary>Turns runs into the columns of a result table.</summary>
internal sealed class ResultRows
{
    private readonly ResultTableOptions _options;
    private readonly Row[] _rows;
    private readonly int _tasks;
    private readonly SingleTaskReference? _reference;

    internal ResultRows(ResultTableOptions options, RunRecord[] records)
    {
        if (records.Length == 0) throw new PmlException("A result table needs at least one run; found none.");
        foreach (var runs in records.GroupBy(record => (record.Method, record.Seed)))
            if (runs.Count() > 1)
                throw new PmlException($"A method may have one run for each seed; {runs.First()} is there {runs.Count()} times. Pick one set-up, name the others otherwise, or take RunRecords.Newest.");
        if (options.SeedRows.Except(records.Select(record => record.Method)).FirstOrDefault() is { } unknown)
            throw new PmlException($"ResultTableOptions.SeedRows must name methods of the table; found '{unknown}' among {string.Join(", ", records.Select(record => record.Method).Distinct())}.");
        _options = options;
        _rows = [.. records.GroupBy(record => SingleTaskReference.Task(record) is null ? record.Method : "STL").SelectMany(Rows)];
        _tasks = Enumerable.Range(1, 1000).First(task => !records.Any(record => record.Metrics.ContainsKey(Metric(task)))) - 1;
        _reference = SingleTaskReference.Of(records, _tasks, options);
    }

    private sealed record Row(string Title, IReadOnlyList<RunRecord> Runs, bool OneSeed)
    {
        /// <summary>Whether its numbers compete for the marks.</summary>
        internal bool Compared => Title != "STL";

        // A single-task network was never trained on the other tasks: the volume of its point says nothing.
        internal IReadOnlyList<IReadOnlyList<double[]>> Fronts { get; } = [.. Runs.Where(r => SingleTaskReference.Task(r) is null).Select(r => r.Front).Where(front => front.Count > 0)];
    }

    internal ResultTable Table()
    {
        var columns = Columns().ToArray();
        var cells = columns.Select(column => column.Cells).ToArray();
        var rows = _rows.Select((row, i) => (row.Title, (IReadOnlyList<Cell>)[.. cells.Select(column => column[i])])).ToArray();
        return new ResultTable(_options.Caption, Note(), [.. columns.Select(column => column.Title)], rows);
    }

    private IEnumerable<Row> Rows(IGrouping<string, RunRecord> runs) =>
        _options.SeedRows.Contains(runs.Key) ? runs.OrderBy(r => r.Seed).Select(r => new Row($"{r.Method} - {r.Seed}", [r], OneSeed: true)) : [new Row(runs.Key, [.. runs], OneSeed: false)];

    private IEnumerable<(string Title, Cell[] Cells)> Columns()
    {
        yield return ("Seeds", [.. _rows.Select(row => new Cell(row.Runs.Select(r => r.Seed).Distinct().Count().ToString(CultureInfo.InvariantCulture)))]);
        for (var task = 1; task <= _tasks; task++)
            yield return Means($"Task {task} {_options.Metric}{(_options.Percent ? ", %" : "")}", _options.Direction, row => Values(row, task), _options.Decimals, _options.Percent ? 100 : 1);
        if (HasDelta) yield return Means("Δm, %", Direction.Minimize, row => row.Compared ? row.Runs.Select(_reference!.DeltaOf).OfType<double>() : [], 2);
        if (HasFronts)
        {
            yield return Means("Hypervolume", Direction.Maximize, row => row.Fronts.Select(Volume), 4);
            yield return Column("Hypervolume, union", Direction.Maximize, row => Cell.Of(row.Fronts.Count > 0 ? Volume([.. row.Fronts.SelectMany(front => front)]) : null, 4));
        }

        yield return Means("Seconds", Direction.Minimize, row => row.Runs.GroupBy(r => r.Seed).Select(seed => seed.Sum(r => r.Seconds)), 0);
    }

    // One seed's number stands alone: it is no mean.
    private (string Title, Cell[] Cells) Means(string title, Direction direction, Func<Row, IEnumerable<double>> values, int decimals, double scale = 1) =>
        Column(title, direction, row => Cell.OfMean([.. values(row)], decimals, scale) is var cell && row.OneSeed ? cell with { Deviation = null } : cell);

    private (string Title, Cell[] Cells) Column(string title, Direction direction, Func<Row, Cell> cell) =>
        (title, Cell.MarkPlaces([.. _rows.Select(cell)], [.. _rows.Select(row => row.Compared)], direction));

    private IEnumerable<double> Values(Row row, int task) =>
        row.Runs.Where(r => r.Metrics.ContainsKey(Metric(task)) && (SingleTaskReference.Task(r) ?? task) == task).Select(r => r.Metrics[Metric(task)]);

    private bool HasFronts => _rows.Any(row => row.Fronts.Count > 0);

    private bool HasDelta => _reference is not null && _rows.Any(row => row.Compared);

    private double Volume(IReadOnlyList<double[]> front) => Hypervolume.Of(front, Reference(), _options.Direction);

    private Numbers Reference() => _options.Reference
        ?? (_options.Direction == Direction.Maximize ? new Numbers(new double[_tasks]) : throw new PmlException("A hypervolume of minimised metrics needs a reference point: set ResultTableOptions.Reference, e.g. to the worst value of each task."));

    private string Note()
    {
        var note = "Mean ± sample deviation over seeds" + (_rows.Any(row => row.OneSeed) ? $"; {string.Join(", ", _options.SeedRows)}: each seed's own numbers." : ".");
        var curves = _rows.Any(row => row.Fronts.Any(front => front.Count > 1));
        if (curves) note += $" Each task's {_options.Metric} of a front is its best point's.";
        if (HasDelta) note += $" Δm: mean over tasks of the relative loss against STL's mean, lower is better{(curves ? "; a front's is that of its best single point" : "")}.";
        if (HasFronts) note += $" Hypervolume with reference ({Reference().ToString().Trim('[', ']')}); union: of all seeds' points together.";
        return note + Cell.Legend(_rows.Count(row => row.Compared)) + (_rows.Any(row => !row.Compared) && _rows.Count(row => row.Compared) > 1 ? " Single-task learning (STL) is not compared." : "");
    }

    private string Metric(int task) => SingleTaskReference.Metric(task, _options);
}
