namespace PML.DataPrep;

/// <summary>What a Census file held.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Sha256">The SHA-256 of its text, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">The size of its text.</param>
/// <param name="Rows">Rows that became samples.</param>
/// <param name="LeftOut">Sound rows that the released code leaves out too.</param>
/// <param name="Malformed">Damaged rows that were skipped.</param>
internal sealed record CensusFileReport(string Name, string Sha256, long Bytes, int Rows, int LeftOut, int Malformed)
{
    /// <summary>All rows.</summary>
    public int Seen => Rows + LeftOut + Malformed;

    public override string ToString() => $"{Name}: {Seen} rows, of which {LeftOut} were left out (\"{CensusSchema.LeftOut}\", as in the released code) and {Malformed} were damaged and skipped.";
}
