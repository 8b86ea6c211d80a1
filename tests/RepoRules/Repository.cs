using System.Diagnostics;

namespace PML.Tests.RepoRules;

/// <summary>The checkout that the tests were built from: the files under version control. What else a user keeps there is the user's.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<string>> s_files = new(List);

    internal static string Root { get; } = Find();

    /// <summary>Paths from the root, with '/', in order.</summary>
    internal static IReadOnlyList<string> Files => s_files.Value;

    internal static IEnumerable<string> Matching(params string[] extensions) => Files.Where(f => extensions.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    internal static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PML.Notebooks.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"PML.Notebooks.sln is in no folder above {AppContext.BaseDirectory}.");
    }

    private static IReadOnlyList<string> List()
    {
        var start = new ProcessStartInfo("git", ["-C", Root, "ls-files", "-z", "--cached"]) { RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        string listing = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git ls-files failed in {Root} with status {git.ExitCode}.");
        // A file that was removed, but not yet from the index, is still listed.
        return [.. listing.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(Exists).Distinct().Order(StringComparer.Ordinal)];
    }
}
