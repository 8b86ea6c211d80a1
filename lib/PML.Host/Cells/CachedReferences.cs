using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace PML.Host.Cells;

/// <summary>Resolves a reference once. Without it every cell maps all of some 150 assemblies anew, about 4 MB a cell.</summary>
internal sealed class CachedReferences(ScriptMetadataResolver inner) : MetadataReferenceResolver
{
    private readonly ConcurrentDictionary<(string Reference, string? Base, MetadataReferenceProperties), ImmutableArray<PortableExecutableReference>> _found = new();
    private readonly ConcurrentDictionary<string, PortableExecutableReference?> _missing = new();

    /// <inheritdoc/>
    public override bool ResolveMissingAssemblies => inner.ResolveMissingAssemblies;

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        // Only the folder of the asking script matters, and each cell has a path of its own.
        var key = (reference, Path.GetDirectoryName(baseFilePath), properties);
        if (_found.TryGetValue(key, out var known)) return known;
        var found = inner.ResolveReference(reference, baseFilePath, properties);
        // A miss is not kept: the file may be built before the next try.
        return found.IsEmpty ? found : _found.GetOrAdd(key, found);
    }

    /// <inheritdoc/>
    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        _missing.GetOrAdd(referenceIdentity.GetDisplayName(), _ => inner.ResolveMissingAssembly(definition, referenceIdentity));

    /// <inheritdoc/>
    public override bool Equals(object? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
