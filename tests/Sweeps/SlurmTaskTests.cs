using PML.Sweeps;

namespace PML.Tests.Sweeps;

/// <summary>What squeue and sacct of Slurm 22.05 wrote on Debian 12, of an array whose tasks ended with 0, 3, 130, SIGKILL, scancel and scontrol requeue.</summary>
public sealed class SlurmTaskTests
{
    private const string Queue = """
        pml-a-1             |1                   |4                   |CANCELLED                     |15                  |None                |
        pml-a-1             |1                   |0                   |COMPLETED                     |0                   |None                |
        pml-a-1             |1                   |1                   |FAILED                        |768                 |NonZeroExitCode     |
        pml-a-1             |1                   |2                   |FAILED                        |33280               |NonZeroExitCode     |
        pml-a-1             |1                   |3                   |FAILED                        |9                   |JobLaunchFailure    |
        pml-a-1             |1                   |5                   |PENDING                       |0                   |BeginTime           |
        c.sh                |7                   |N/A                 |PENDING                       |0                   |None                |

        """;

    private const string Accounts = """
        1_0|COMPLETED|0:0|None
        1_1|FAILED|3:0|None
        1_2|FAILED|2:0|None
        1_3|FAILED|0:9|None
        1_4|CANCELLED by 0|0:0|JobArrayTaskLimit
        1_5|PENDING|0:0|BeginTime
        1_[6-11%4]|PENDING|0:0|None
        2|COMPLETED|0:0|None

        """;

    [Fact]
    public void TheQueueIsReadAndJobsThatAreNoArrayAreLeftOut()
    {
        var tasks = SlurmTask.ReadQueue(Queue).ToArray();
        Assert.All(tasks, task => Assert.Equal("pml-a-1", task.Name));
        Assert.Equal(
        [
            new SlurmTask("1", 0, "COMPLETED", 0, 0, "None"),
            new SlurmTask("1", 1, "FAILED", 3, 0, "NonZeroExitCode"),
            new SlurmTask("1", 2, "FAILED", 130, 0, "NonZeroExitCode"),
            new SlurmTask("1", 3, "FAILED", 0, 9, "JobLaunchFailure"),
            new SlurmTask("1", 4, "CANCELLED", 0, 15, "None"),
            new SlurmTask("1", 5, "PENDING", 0, 0, "BeginTime"),
        ], tasks.Select(task => task.Task).OrderBy(task => task.Index));
    }

    [Fact]
    public void TheAccountsAreReadAndTasksThatWaitTogetherAreLeftOut()
    {
        Assert.Equal(
        [
            new SlurmTask("1", 0, "COMPLETED", 0, 0, "None"),
            new SlurmTask("1", 1, "FAILED", 3, 0, "None"),
            new SlurmTask("1", 2, "FAILED", 130, 0, "None"),
            new SlurmTask("1", 3, "FAILED", 0, 9, "None"),
            new SlurmTask("1", 4, "CANCELLED", 0, 0, "JobArrayTaskLimit"),
            new SlurmTask("1", 5, "PENDING", 0, 0, "BeginTime"),
        ], SlurmTask.ReadAccounting(Accounts));
    }

    [Theory]
    [InlineData("130:0", 130, 0)]
    [InlineData("0:15", 0, 15)]
    [InlineData("", 0, 0)]
    [InlineData("n/a", 0, 0)]
    public void ExitCodesAreReadInBothSpellings(string text, int code, int signal)
    {
        var task = Assert.Single(SlurmTask.ReadQueue($"pml|8|0|FAILED|{text}|None|\n")).Task;
        Assert.Equal((code, signal), (task.Code, task.Signal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("slurm_load_jobs error: Unable to contact slurm controller (connect failure)")]
    [InlineData("pml|8|0|RUNNING")]
    public void WhatIsNoTaskIsNone(string output)
    {
        Assert.Empty(SlurmTask.ReadQueue(output));
        Assert.Empty(SlurmTask.ReadAccounting(output));
    }
}
