namespace PML.NativeMend;

/// <summary>Marks a symbol version that a shared library needs as one that may be absent.</summary>
/// <remarks>
/// The loader refuses a library that needs a version which the machine's own library lacks, even where no symbol of that version is
/// looked up: TorchSharp's native part names GLIBCXX_3.4.32 for a marker symbol alone. A weak need is let pass.
/// </remarks>
internal static class WeakNeed
{
    private const ushort Weak = 2;
    private const int MostEntries = 1 << 16;

    /// <summary>A copy of a library whose needs of one version are weak.</summary>
    /// <param name="library">The file's bytes, which stay as they are.</param>
    /// <param name="version">The version's name, such as GLIBCXX_3.4.32.</param>
    /// <returns>The same bytes but for the flags of those needs.</returns>
    /// <exception cref="UnknownFormatException">
    /// The file is no such library, does not need the version, or looks up a symbol of it, which would then fail while it runs.
    /// </exception>
    internal static byte[] Mark(byte[] library, string version)
    {
        var tables = new ElfTables(library);
        var needs = Needs(tables, version);
        if (needs.Count == 0) throw new UnknownFormatException($"it does not need {version}");
        if (UsedSymbol(tables, [.. needs.Select(need => need.Index)]) is { } used) throw new UnknownFormatException($"it uses {used} of {version}");
        var copy = (byte[])library.Clone();
        foreach (var (flags, _) in needs) copy[flags] |= (byte)Weak;
        return copy;
    }

    // The needs of that name: where their flags lie, and the number by which the symbols refer to them.
    private static List<(long Flags, int Index)> Needs(ElfTables tables, string version)
    {
        List<(long, int)> found = [];
        var entries = 0;
        long file = tables.Table(ElfTables.NeededVersions);
        for (var files = tables.Value(ElfTables.NeededFiles); files > 0; files--)
        {
            long need = file + tables.Int(file + 8);
            for (var needs = tables.Short(file + 2); needs > 0; needs--)
            {
                if (++entries > MostEntries) throw new UnknownFormatException("its needs have no end");
                if (tables.Text(tables.Int(need + 8)) == version) found.Add((need + 4, tables.Short(need + 6) & 0x7fff));
                need += tables.Int(need + 12);
            }

            if (++entries > MostEntries) throw new UnknownFormatException("its needs have no end");
            file += tables.Int(file + 12);
        }

        return found;
    }

    // The first symbol of such a version that something in the library is to be bound to.
    private static string? UsedSymbol(ElfTables tables, HashSet<int> versions)
    {
        if (tables.Has(ElfTables.RelocationsWithoutAddend)
            || (tables.Has(ElfTables.PltRelocations) && tables.Value(ElfTables.PltRelocationKind) != ElfTables.Relocations))
            throw new UnknownFormatException("it has relocations of another kind than x86-64's");
        return UsedIn(ElfTables.Relocations, ElfTables.RelocationsSize) ?? UsedIn(ElfTables.PltRelocations, ElfTables.PltRelocationsSize);

        string? UsedIn(long table, long size)
        {
            const int Length = 24;
            if (!tables.Has(table)) return null;
            long start = tables.Table(table), end = start + tables.Value(size);
            for (long entry = start; entry + Length <= end; entry += Length)
            {
                var symbol = tables.Int(entry + 12);
                if (symbol != 0 && versions.Contains(tables.Short(tables.Table(ElfTables.SymbolVersions) + 2L * symbol) & 0x7fff))
                    return tables.Text(tables.Int(tables.Table(ElfTables.SymbolTable) + 24L * symbol));
            }

            return null;
        }
    }
}
