using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace PML.Host.Insight;

/// <summary>Finds what is written about a symbol: in the cell itself, in the file beside its assembly, or, for the framework, in the SDK.</summary>
internal sealed class Documentation
{
    private static readonly Lazy<IReadOnlyList<string>> s_framework = new(FrameworkFiles);

    private readonly ConcurrentDictionary<string, DocumentationText> _known = new();

    /// <summary>The documentation of a symbol; of its type where it is a variable.</summary>
    public DocumentationText Of(ISymbol symbol, Compilation compilation)
    {
        if (symbol is IParameterSymbol { ContainingSymbol: { } owner } parameter) return DocumentationText.Plain(Of(owner, compilation).Parameters.GetValueOrDefault(parameter.Name, ""));
        symbol = symbol switch
        {
            IMethodSymbol { ReducedFrom: { } extension } => extension.OriginalDefinition,
            ILocalSymbol local => local.Type.OriginalDefinition,
            IFieldSymbol { ContainingType.IsScriptClass: true } variable when variable.GetDocumentationCommentXml() is null or "" => variable.Type.OriginalDefinition,
            _ => symbol.OriginalDefinition,
        };
        if (symbol.GetDocumentationCommentXml() is { Length: > 0 } own) return DocumentationText.Parse(own);
        if (symbol.GetDocumentationCommentId() is not { } id || symbol.ContainingAssembly is not { } assembly) return DocumentationText.None;
        string? file = (compilation.GetMetadataReference(assembly) as PortableExecutableReference)?.FilePath;
        return file is null ? DocumentationText.None : _known.GetOrAdd(id, _ => DocumentationText.Parse(Find(id, file) ?? ""));
    }

    private static string? Find(string id, string assembly)
    {
        string beside = Path.ChangeExtension(assembly, ".xml");
        if (File.Exists(beside)) return Member(beside, id);
        if (Path.GetDirectoryName(assembly) + Path.DirectorySeparatorChar != RuntimeEnvironment.GetRuntimeDirectory()) return null;
        return s_framework.Value.Select(file => Member(file, id)).FirstOrDefault(m => m is not null);
    }

    // Read as text: the framework's files have megabytes, and one member is wanted.
    private static string? Member(string file, string id)
    {
        string wanted = $"<member name=\"{id}\">";
        var member = new List<string>();
        foreach (string line in File.ReadLines(file))
        {
            if (member.Count == 0 && !line.Contains(wanted, StringComparison.Ordinal)) continue;
            member.Add(line);
            if (line.Contains("</member>", StringComparison.Ordinal)) return string.Join('\n', member);
        }
        return null;
    }

    // The runtime comes without them; the SDK's reference assemblies have them.
    private static IReadOnlyList<string> FrameworkFiles()
    {
        string pack = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref");
        if (!Directory.Exists(pack)) return [];
        // What most code asks for is in these two.
        return [.. Directory.EnumerateFiles(pack, "*.xml", SearchOption.AllDirectories)
            .OrderByDescending(f => Path.GetFileName(f) is "System.Runtime.xml" or "System.Linq.xml")
            .ThenBy(f => f, StringComparer.Ordinal)];
    }
}
