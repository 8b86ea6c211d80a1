namespace PML.Tests.Launcher;

/// <summary>The one closing line of <c>lib/pml test</c>, and its exit status, for each way that a test run can end.</summary>
public sealed class TestCommandTests
{
    private const string Console = """
          Passed PML.Tests.A.B [1 ms]
          Skipped PML.Tests.A.C [1 ms]
          Failed PML.Tests.A.D(s: "[x]") [3 ms]
          Error Message:
           Assert.Equal() Failure: Values differ
        Expected: 1
          Stack Trace:
             at PML.Tests.A.D(String s) in /somewhere/tests/A.cs:line 3
           at System.Reflection.Noise()
        Total tests: 3
        """;

    [SkippableTheory]
    [InlineData(5, 5, 5, 0, "5 passed, 0 failed, 0 skipped", 0)]
    [InlineData(5, 4, 4, 0, "4 passed, 0 failed, 1 skipped", 0)]
    [InlineData(5, 4, 3, 1, "3 passed, 1 failed, 1 skipped", 1)]
    [InlineData(0, 0, 0, 0, "0 passed, 0 failed, 0 skipped", 1)]
    [InlineData(3, 3, 3, 1, "3 passed, 1 failed, 0 skipped", 1)]
    public void TheLastLineIsTheCount(int total, int executed, int passed, int status, string line, int expected)
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        File.WriteAllText(sandbox.Home("results"), $"<TestRun><ResultSummary><Counters total=\"{total}\" executed=\"{executed}\" passed=\"{passed}\" failed=\"9\" /></ResultSummary></TestRun>");
        File.WriteAllText(sandbox.Home("status"), $"{status}");
        var outcome = sandbox.Pml("test");
        Assert.Equal(line, outcome.LastLine);
        Assert.Equal(expected, outcome.Status);
    }

    [SkippableFact]
    public void ATestHostThatDiedIsAFailure()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        File.WriteAllText(sandbox.Home("status"), "134");
        var outcome = sandbox.Pml("test");
        Assert.Equal("0 passed, 1 failed, 0 skipped", outcome.LastLine);
        Assert.Equal(1, outcome.Status);
        Assert.Contains("ended with status 134", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void FailuresAreShownInBriefAndSkipsWithTheirReason()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        File.WriteAllText(sandbox.Home("console"), Console);
        File.WriteAllText(sandbox.Home("results"), """
            <UnitTestResult outcome="NotExecuted" testName="C">
              <Message>no &quot;python3&quot; here</Message>
            <Counters total="3" executed="2" passed="1" failed="1" />
            """);
        File.WriteAllText(sandbox.Home("status"), "1");
        var outcome = sandbox.Pml("test", "A", "B");
        Assert.Equal("""
              Failed PML.Tests.A.D(s: "[x]") [3 ms]
               Assert.Equal() Failure: Values differ
            Expected: 1
                 at PML.Tests.A.D(String s) in /somewhere/tests/A.cs:line 3
              1 skipped: no "python3" here
            1 passed, 1 failed, 1 skipped

            """, outcome.Output);
        Assert.Contains("--filter FullyQualifiedName~A|FullyQualifiedName~B", File.ReadAllText(sandbox.Home("calls")), StringComparison.Ordinal);
    }
}
