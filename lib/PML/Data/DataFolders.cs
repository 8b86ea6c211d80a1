using PML.Support;

namespace PML.Data;

/// <summary>Where raw and prepared data lie on this machine.</summary>
/// <remarks>Under the folder that the environment variable <c>PML_DATA</c> names; else under <c>data-prep</c> beside <c>PML.Notebooks.sln</c>,
/// found upwards from the library's own folder, then from the current one.</remarks>
public static class DataFolders
{
    /// <summary>The environment variable that names another root.</summary>
    public const string Variable = "PML_DATA";

    private const string Marker = "PML.Notebooks.sln";

    /// <summary>The folder that holds <c>downloads</c> and <c>prepared</c>; an absolute path. It need not exist.</summary>
    /// <exception cref="PmlException">The variable is not set and no repository is found.</exception>
    public static string Root => Find(Environment.GetEnvironmentVariable(Variable), LibraryFolder, Directory.GetCurrentDirectory());

    /// <summary>Files as their authors publish them, one folder a source.</summary>
    public static string Downloads => Path.Combine(Root, "downloads");

    /// <summary>Prepared sets, <c>set/protocol/*.npy</c>.</summary>
    public static string Prepared => Path.Combine(Root, "prepared");

    /// <summary>The checkout that the library, or else the current folder, lies in; null where there is none.</summary>
    public static string? Repository => FindRepository(LibraryFolder, Directory.GetCurrentDirectory());

    /// <summary>The folder that PML.dll was loaded from.</summary>
    internal static string LibraryFolder => Path.GetDirectoryName(typeof(DataFolders).Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    /// <summary>The folder of one prepared set.</summary>
    /// <param name="set">The set, e.g. <c>multimnist</c>: lower-case letters, digits and dashes.</param>
    /// <param name="protocol">The protocol, e.g. <c>paper</c>: the same characters.</param>
    /// <returns>An absolute path; the folder need not exist.</returns>
    /// <exception cref="PmlException">A name has other characters, or no root is found.</exception>
    public static string PreparedSet(string set, string protocol) => PreparedSet(Root, set, protocol);

    internal static string PreparedSet(string root, string set, string protocol) =>
        Path.Combine(root, "prepared", CheckedName(set, "A data set's name"), CheckedName(protocol, "A protocol's name"));

    internal static string Find(string? variable, params ReadOnlySpan<string> starts)
    {
        if (!string.IsNullOrWhiteSpace(variable)) return Path.GetFullPath(variable);
        if (FindRepository(starts) is { } repository) return Path.Combine(repository, "data-prep");
        throw new PmlException($"The data's folder must be known; {Variable} is not set and no {Marker} lies above {string.Join(" or ", starts.ToArray())}. Set {Variable} to a folder.");
    }

    private static string? FindRepository(params ReadOnlySpan<string> starts)
    {
        foreach (var start in starts)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, Marker))) return folder.FullName;
            }
        }
        return null;
    }

    private static string CheckedName(string name, string what) =>
        name.Length is > 0 and <= 64 && name.All(symbol => char.IsAsciiLetterLower(symbol) || char.IsAsciiDigit(symbol) || symbol == '-')
            ? name
            : throw new PmlException($"{what} must be 1 to 64 lower-case letters, digits and dashes; found '{name}'.");
}
