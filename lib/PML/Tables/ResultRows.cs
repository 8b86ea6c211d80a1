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
    private readonly IReadOnlyList<MetricColumn> _columns;
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
        _columns = options.Columns.Count > 0 ? options.Columns : [.. Enumerable.Range(1, 1000).Select(Column).TakeWhile(column => records.Any(record => record.Metrics.ContainsKey(column.Metric)))];
        _reference = SingleTaskReference.Of(records, _columns);
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
        return new ResultTable(StandIn.Mark(_options.Caption, _rows.SelectMany(row => row.Runs)), Note(), [.. columns.Select(column => column.Title)], rows);
    }

    private IEnumerable<Row> Rows(IGrouping<string, RunRecord> runs) =>
        _options.SeedRows.Contains(runs.Key) ? runs.OrderBy(r => r.Seed).Select(r => new Row($"{r.Method} - {r.Seed}", [r], OneSeed: true)) : [new Row(runs.Key, [.. runs], OneSeed: false)];

    private IEnumerable<(string Title, Cell[] Cells)> Columns()
    {
        yield return ("Seeds", [.. _rows.Select(row => new Cell(row.Runs.Select(r => r.Seed).Distinct().Count().ToString(CultureInfo.InvariantCulture)))]);
        foreach (var column in _columns)
            yield return Means(column.Head, column.Direction, row => Values(row, column), column.Decimals, column.Percent ? 100 : 1);
        if (HasDelta) yield return Means("Δm, %", Direction.Minimize, row => row.Compared ? row.Runs.Select(_reference!.DeltaOf).OfType<double>() : [], 2);
        if (HasOwnVolumes) yield return Means("Hypervolume", Direction.Maximize, row => row.Compared ? row.Runs.Select(OwnVolume).OfType<double>() : [], 4);
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

    private static IEnumerable<double> Values(Row row, MetricColumn column) =>
        row.Runs.Where(r => r.Metrics.ContainsKey(column.Metric) && (SingleTaskReference.Task(r) ?? column.Task) == column.Task).Select(r => r.Metrics[column.Metric]);

    private MetricColumn Column(int task) => new(string.Create(CultureInfo.InvariantCulture, $"task{task}.{_options.Metric}"), task, $"Task {task} {_options.Metric}")
    {
        Direction = _options.Direction,
        Percent = _options.Percent,
        Decimals = _options.Decimals,
    };

    private static double? OwnVolume(RunRecord run) => run.Metrics.TryGetValue("hypervolume", out var volume) ? volume : null;

    // Columns of different kinds span no space that this table could measure in: their experiment did.
    private bool HasOwnVolumes => _options.Columns.Count > 0 && _rows.Any(row => row.Compared && row.Runs.Any(run => OwnVolume(run) is not null));

    private bool HasFronts => _options.Columns.Count == 0 && _rows.Any(row => row.Fronts.Count > 0);

    private bool HasDelta => _reference is not null && _rows.Any(row => row.Compared);

    private double Volume(IReadOnlyList<double[]> front) => Hypervolume.Of(front, Reference(), _options.Direction);

    private Numbers Reference() => _options.Reference
        ?? (_options.Direction == Direction.Maximize ? new Numbers(new double[_columns.Count]) : throw new PmlException("A hypervolume of minimised metrics needs a reference point: set ResultTableOptions.Reference, e.g. to the worst value of each task."));

    private string Note()
    {
        var note = "Mean ± sample deviation over seeds" + (_rows.Any(row => row.OneSeed) ? $"; {string.Join(", ", _options.SeedRows)}: each seed's own numbers." : ".");
        var curves = _rows.Any(row => row.Fronts.Any(front => front.Count > 1));
        if (curves) note += _options.Columns.Count > 0 ? " Each metric of a front is that of its best point in it." : $" Each task's {_options.Metric} of a front is its best point's.";
        if (HasDelta) note += $" Δm: mean over tasks of the relative loss against STL's mean, lower is better{(curves ? "; a front's is that of its best single point" : "")}.";
        if (HasOwnVolumes) note += " Hypervolume as the experiment defines it.";
        if (HasFronts) note += $" Hypervolume with reference ({Reference().ToString().Trim('[', ']')}); union: of all seeds' points together.";
        return note + Cell.Legend(_rows.Count(row => row.Compared)) + (_rows.Any(row => !row.Compared) && _rows.Count(row => row.Compared) > 1 ? " Single-task learning (STL) is not compared." : "");
    }
}
