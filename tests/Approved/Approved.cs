namespace PML.Tests;

/// <summary>Texts that a person has looked at once and approved.</summary>
internal static class Approved
{
    /// <summary>Compares a text with tests/Approved/NAME; a difference leaves the new text beside the test's assembly and says how to approve it.</summary>
    internal static void Matches(string name, string actual)
    {
        var approved = Path.Combine(Root(), "tests", "Approved", name);
        var received = Path.Combine(AppContext.BaseDirectory, "received", name);
        if (File.Exists(approved) && File.ReadAllText(approved) == actual) return;
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, actual);
        Assert.Fail($"The text differs from tests/Approved/{name}. Look at the difference; if it is right: cp '{received}' '{approved}'");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PML.Notebooks.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No PML.Notebooks.sln above {AppContext.BaseDirectory}.");
    }
}
