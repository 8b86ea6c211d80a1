using System.Text.RegularExpressions;
using PML.Tests.RepoRules;

namespace PML.Tests.Sweeps;

/// <summary>A clock that jumps cannot disturb what never asks it: runs and sweeps measure time with counters that only go forward.</summary>
public sealed partial class ClockTests
{
    [Fact]
    public void NothingThatRunsDependsOnTheTimeOfDay() => RuleAssert.Holds(
        Repository.Matching(".cs").Where(file => file.StartsWith("lib/PML/Sweeps/", StringComparison.Ordinal) || file.StartsWith("lib/PML/Training/", StringComparison.Ordinal) || file.StartsWith("lib/PML/Experiments/", StringComparison.Ordinal)),
        (path, text) => TimeOfDay().Matches(text).Select(found => $"{path}: {found.Value}"));

    [Theory]
    [InlineData("if (DateTime.UtcNow > end)")]
    [InlineData("clock.GetUtcNow()")]
    [InlineData("File.GetLastWriteTimeUtc(path)")]
    [InlineData("file.LastWriteTime")]
    public void AskingIsReported(string line) => Assert.Matches(TimeOfDay(), line);

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset|Get(Utc|Local)Now|(Get)?(LastWrite|Creation|LastAccess)Time\w*)\b")]
    private static partial Regex TimeOfDay();
}
