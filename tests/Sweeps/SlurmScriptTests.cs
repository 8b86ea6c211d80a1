using System.Diagnostics;
using PML.Support;
using PML.Sweeps;
using PML.Tests.Support;

namespace PML.Tests.Sweeps;

public sealed class SlurmScriptTests
{
    [SkippableFact]
    public void TheScriptBecomesTheCommandOfItsNumber()
    {
        Skip.If(OperatingSystem.IsWindows(), "The script is for /bin/sh.");
        using var scratch = new Scratch();
        var commands = scratch["it's a list"];
        var program = "printf '%s\\n' \"$PML_COMMAND\" \"$PML_THREADS\" \"$@\"; exit 7";
        File.WriteAllLines(commands, Enumerable.Range(0, 3).Select(i => SlurmScript.Line(new WorkerCommand("/bin/sh", ["-c", program, "sh", $"run {i}", "it's", "$HOME"], $"typed '{i}'"), scratch[$"log {i}"], 2)));
        File.WriteAllText(scratch["job.sh"], SlurmScript.Text(commands));
        Assert.Equal(7, Run(scratch["job.sh"], "1"));
        Assert.Equal(["typed '1'", "2", "run 1", "it's", "$HOME"], File.ReadAllLines(scratch["log 1"]));
        Assert.False(File.Exists(scratch["log 0"]) || File.Exists(scratch["log 2"]));
        Assert.Equal(1, Run(scratch["job.sh"], "3"));
    }

    [Fact]
    public void OnlyWhatIsAskedForGoesToSbatch()
    {
        string[] always = ["--parsable", "--job-name=pml-x", "--array=0-11", "--requeue", "--signal=B:TERM@60", "--open-mode=append", "--output=x-%a.out", "--export=ALL", "--ntasks=1", "--cpus-per-task=1", "x.sh"];
        Assert.Equal(always, SlurmScript.Arguments("pml-x", 12, new SlurmOptions(), "x.sh", "x-%a.out"));
        var options = new SlurmOptions { Partition = "short", Time = "1-00", Gres = "gpu:1", Cpus = 2, Memory = "4G", Account = "me", MaxRunning = 3 };
        var more = SlurmScript.Arguments("pml-x", 12, options, "x.sh", "x-%a.out");
        Assert.Equal(["--array=0-11%3", "--cpus-per-task=2", "--partition=short", "--time=1-00", "--gres=gpu:1", "--mem=4G", "--account=me"], more.Except(always));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("3:00")]
    [InlineData("0:03:00")]
    [InlineData("0-1")]
    [InlineData("0-0:03")]
    [InlineData("7-00:00:00")]
    public void TimesAreWrittenAsSlurmWritesThem(string time) => Assert.Equal(time, new SlurmOptions { Time = time }.Time);

    [Theory]
    [InlineData("2", "at least 3 minutes")]
    [InlineData("2:59", "at least 3 minutes")]
    [InlineData("0:02:59", "at least 3 minutes")]
    [InlineData("0-0", "at least 3 minutes")]
    [InlineData("1h", "must be minutes, minutes:seconds")]
    [InlineData("-5", "must be minutes, minutes:seconds")]
    [InlineData("", "must be minutes, minutes:seconds")]
    public void OtherTimesAreRefused(string time, string words) => Assert.Contains(words, Assert.Throws<PmlException>(() => new SlurmOptions { Time = time }).Message);

    [Fact]
    public void OtherOptionsAreChecked()
    {
        Assert.Contains("found 'two words'", Assert.Throws<PmlException>(() => new SlurmOptions { Partition = "two words" }).Message);
        Assert.Contains("found ''", Assert.Throws<PmlException>(() => new SlurmOptions { Gres = "" }).Message);
        Assert.Throws<PmlException>(() => new SlurmOptions { Cpus = 0 });
        Assert.Throws<PmlException>(() => new SlurmOptions { MaxRunning = 0 });
    }

    private static int Run(string script, string task)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", [script]) { Environment = { ["SLURM_ARRAY_TASK_ID"] = task } })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
