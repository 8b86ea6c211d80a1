using PML.Metrics;
using PML.Tables;
using PML.Tests.Results;
using PML.Training;

namespace PML.Tests.Tables;

/// <summary>Tables of tasks with metrics of different kinds.</summary>
public sealed class MetricColumnTests
{
    private static readonly ResultTableOptions Options = new()
    {
        Caption = "Streets",
        Columns =
        [
            new("segmentation.miou", 1, "mIoU"),
            new("depth.abs", 2, "Abs. error") { Direction = Direction.Minimize, Percent = false, Decimals = 4 },
        ],
    };

    private static readonly RunRecord[] Runs =
    [
        // The best point in each metric is another: the run's metrics are 0.7 and 0.01.
        Of("PML", [[0.7, 0.03], [0.65, 0.02], [0.5, 0.01]], 0.6, ("segmentation.miou", 0.7), ("depth.abs", 0.01)),
        Of("LS", [[0.69, 0.04]], 0.5, ("segmentation.miou", 0.69), ("depth.abs", 0.04)),
        // A single-task network counts for its own task alone.
        Of("STL task 1", [[0.72, 0.3]], 0.1, ("segmentation.miou", 0.72), ("depth.abs", 0.3)),
        Of("STL task 2", [[0.1, 0.02]], 0.1, ("segmentation.miou", 0.1), ("depth.abs", 0.02)),
    ];

    private static RunRecord Of(string method, double[][] front, double volume, params (string, double)[] metrics) => Records.Of(method, 0, front, 10, [("hypervolume", volume), .. metrics]);

    private static string Row(ResultTable table, string method) => table.ToMarkdown().Split('\n').Single(line => line.StartsWith($"| {method} |", StringComparison.Ordinal));

    [Fact]
    public void EachColumnHasItsOwnMetricDirectionAndUnit()
    {
        var table = ResultTable.Of(Options, Runs);
        // Delta-m from (.72, .02): PML's best point is the third, (.22 / .72 - .5) / 2 = -9.72 %; LS (.03 / .72 + 1) / 2 = 52.08 %.
        Assert.Equal("| PML | 1 | <ins>**70.00**</ins> ± – | <ins>**0.0100**</ins> ± – | <ins>**-9.72**</ins> ± – | <ins>**0.6000**</ins> ± – | <ins>**10**</ins> ± – |", Row(table, "PML"));
        Assert.Equal("| LS | 1 | 69.00 ± – | 0.0400 ± – | 52.08 ± – | 0.5000 ± – | <ins>**10**</ins> ± – |", Row(table, "LS"));
        Assert.Equal("| STL | 1 | 72.00 ± – | 0.0200 ± – | – | – | 20 ± – |", Row(table, "STL"));
        Assert.Contains("Each metric of a front is that of its best point in it.", table.Note);
        Assert.Contains("Hypervolume as the experiment defines it.", table.Note);
    }

    [Fact]
    public void AFrontWhosePointsHoldOtherNumbersHasNoDeltaM()
    {
        var other = Runs[0] with { Front = [[0.7, 0.9, 0.03], [0.5, 0.8, 0.01]] };
        Assert.Contains("| 70.00 ± – | <ins>**0.0100**</ins> ± – | – |", Row(ResultTable.Of(Options, [other, .. Runs[1..], Runs[0] with { Method = "A" }]), "PML").Replace("<ins>**70.00**</ins>", "70.00"));
    }

    [Fact]
    public void RunsWithoutAHypervolumeMakeATableWithoutIt()
    {
        var plain = Runs.Select(run => run with { Metrics = run.Metrics.Where(metric => metric.Key != "hypervolume").ToDictionary(metric => metric.Key, metric => metric.Value) });
        Assert.DoesNotContain("ypervolume", ResultTable.Of(Options, plain).ToMarkdown());
    }
}
