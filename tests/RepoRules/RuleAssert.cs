namespace PML.Tests.RepoRules;

/// <summary>Runs one rule over many files and fails with every place that breaks it.</summary>
internal static class RuleAssert
{
    /// <summary>Every file keeps the rule; and there is at least one file, so that a rule cannot hold because nothing was read.</summary>
    internal static void Holds(IEnumerable<string> paths, Func<string, string, IEnumerable<string>> rule)
    {
        var files = paths.ToArray();
        Assert.NotEmpty(files);
        None(files.SelectMany(path => rule(path, Repository.Read(path))));
    }

    internal static void None(IEnumerable<string> violations)
    {
        var found = violations.ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
