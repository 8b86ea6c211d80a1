using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive;

namespace PML.Host.Cells;

/// <summary>The assemblies behind the host's own vocabulary, which the compiler must know from the first cell on.</summary>
/// <remarks>If it learnt of one of them later, from a cell's <c>#r</c>, the vocabulary would be another one from there on, and every
/// <c>display</c> ambiguous between the two.</remarks>
internal static class HostReferences
{
    private static readonly Lazy<MetadataReference[]> s_all = new(Find);

    /// <summary>References to them.</summary>
    public static IReadOnlyList<MetadataReference> All => s_all.Value;

    private static MetadataReference[] Find()
    {
        var found = new Dictionary<string, MetadataReference>(StringComparer.OrdinalIgnoreCase);
        Add(MetadataReference.CreateFromFile(typeof(Kernel).Assembly.Location), found);
        return [.. found.Values];
    }

    // What is not beside the host belongs to the framework, which scripts know anyway.
    private static void Add(PortableExecutableReference of, Dictionary<string, MetadataReference> found)
    {
        var reader = ((AssemblyMetadata)of.GetMetadata()).GetModules()[0].GetMetadataReader();
        foreach (var handle in reader.AssemblyReferences)
        {
            string path = Path.Combine(AppContext.BaseDirectory, $"{reader.GetString(reader.GetAssemblyReference(handle).Name)}.dll");
            if (found.ContainsKey(path) || !File.Exists(path)) continue;
            var reference = MetadataReference.CreateFromFile(path);
            found.Add(path, reference);
            Add(reference, found);
        }
    }
}
