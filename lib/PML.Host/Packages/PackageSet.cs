using PML.Host.Cells;
using PML.Support;

namespace PML.Host.Packages;

/// <summary>The packages of a session: <c>#r "nuget: …"</c> and <c>#i "nuget: …"</c>.</summary>
/// <param name="folder">Where a source's relative path starts.</param>
internal sealed class PackageSet(string folder)
{
    private readonly SortedDictionary<string, string> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _sources = [];

    /// <summary>Lets later packages come from one more place.</summary>
    /// <exception cref="CellFailure">It is neither a folder that exists nor an address.</exception>
    public void AddSource(SourcePart source)
    {
        bool isAddress = Uri.TryCreate(source.Place, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        string place = isAddress ? source.Place : Path.GetFullPath(source.Place, folder);
        if (!isAddress && !Directory.Exists(place)) throw CellFailure.Directive(source.Line, $"#i \"nuget: {source.Place}\": there is no folder {place}. Give a folder with packages, or the address of a NuGet service.");
        if (!_sources.Contains(place)) _sources.Add(place);
    }

    /// <summary>Fetches packages, those that they need included.</summary>
    /// <returns>The assemblies that cells may use from now on.</returns>
    /// <exception cref="CellFailure">They cannot be had; the set is as it was.</exception>
    public async Task<IReadOnlyList<string>> Add(PackagePart asked, CancellationToken stop)
    {
        var all = new SortedDictionary<string, string>(_packages, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, version, line) in asked.Packages)
        {
            // What is loaded stays loaded: a process holds one version of an assembly.
            if (all.TryGetValue(name, out var present) && present != version && version != "*")
                throw CellFailure.Directive(line, $"#r \"nuget: {name}, {version}\": this session has {name} {(present == "*" ? "in its newest version" : present)} already. Restart it to use another version.");
            all.TryAdd(name, version);
        }
        PackageAssets assets;
        try
        {
            assets = await new PackageProject(all, _sources).Restore(stop);
        }
        catch (PmlException e)
        {
            throw CellFailure.Directive(asked.Packages[0].Line, e.Message);
        }
        foreach (var (name, version) in all) _packages[name] = version;
        PackageLoader.Add(assets);
        return assets.References;
    }
}
