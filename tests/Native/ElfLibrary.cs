using System.Buffers.Binary;
using System.Text;

namespace PML.Tests.Native;

/// <summary>A shared library of nothing but the tables that the dynamic loader reads, with one need of one version.</summary>
internal sealed record ElfLibrary
{
    internal const string Version = "GLIBCXX_3.4.32";

    private const int Header = 64, ProgramHeader = 56, Symbol = 24, Relocation = 24;

    /// <summary>Whether a relocation is to be bound to the symbol of that version.</summary>
    internal bool IsUsed { get; init; }

    /// <summary>Whether that relocation is a function's.</summary>
    internal bool IsUsedAsFunction { get; init; }

    /// <summary>The name that the library needs.</summary>
    internal string Needed { get; init; } = Version;

    /// <summary>How much higher the loader puts the bytes than they lie in the file.</summary>
    internal long Base { get; init; } = 0x1000;

    /// <summary>The file; and where in it the flags of the need are.</summary>
    internal (byte[] Bytes, int Flags) Write()
    {
        const string Names = "\0libstdc++.so.6\0_ZSt21ios_base_library_initv\0_ZSt4cout\0GLIBCXX_3.4\0";
        var names = Encoding.ASCII.GetBytes(Names + Needed + '\0');
        int dynamic = Header + 2 * ProgramHeader, text = dynamic + 12 * 16, symbols = Even(text + names.Length), versions = symbols + 3 * Symbol;
        int needs = Even(versions + 3 * 2), relocations = needs + 16 + 2 * 16, functions = relocations + 2 * Relocation, end = functions + Relocation;
        var file = new byte[end];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(file);
        Long(32, Header);
        Short(54, ProgramHeader);
        Short(56, 2);
        Segment(0, 1, 0, end);
        Segment(1, 2, dynamic, 12 * 16);

        (long Tag, long Value)[] tags =
        [
            (5, text + Base), (6, symbols + Base), (0x6ffffff0, versions + Base), (0x6ffffffe, needs + Base), (0x6fffffff, 1),
            (7, relocations + Base), (8, 2 * Relocation), (9, Relocation), (23, functions + Base), (2, Relocation), (20, 7), (0, 0),
        ];
        foreach (var (number, i) in tags.SelectMany(tag => (long[])[tag.Tag, tag.Value]).Select((number, i) => (number, i))) Long(dynamic + 8 * i, number);

        names.CopyTo(file, text);
        foreach (var (i, name, version) in ((int, string, short)[])[(1, "_ZSt21", 3), (2, "_ZSt4cout", 2)])
        {
            Int(symbols + i * Symbol, At(name));
            Short(versions + 2 * i, version);
        }

        Int(needs, 1 | 2 << 16); // revision 1, two needs
        Int(needs + 4, At("libstdc"));
        Int(needs + 8, 16);
        Need(needs + 16, "GLIBCXX_3.4\0", 2, 16);
        Need(needs + 32, Needed, 3, 0);

        Int(relocations + 12, 2);                                  // cout
        Int(relocations + Relocation + 12, IsUsed ? 1 : 0);        // 0: a place in the library itself
        Int(functions + 12, IsUsedAsFunction ? 1 : 2);
        return (file, needs + 32 + 4);

        static int Even(int at) => (at + 7) / 8 * 8;
        int At(string name) => (Names + Needed).IndexOf(name, StringComparison.Ordinal);
        void Long(int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
        void Int(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        void Short(int at, short value) => BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), value);
        void Segment(int index, int kind, long offset, long size)
        {
            var at = Header + index * ProgramHeader;
            Int(at, kind);
            Long(at + 8, offset);
            Long(at + 16, offset + Base);
            Long(at + 32, size);
        }

        void Need(int at, string name, short index, int next)
        {
            Short(at + 6, index);
            Int(at + 8, At(name));
            Int(at + 12, next);
        }
    }
}
