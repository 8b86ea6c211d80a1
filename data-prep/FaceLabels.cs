namespace PML.DataPrep;

/// <summary>The labels of a face, as UTKFace has them.</summary>
/// <param name="Age">In years, 0 to 116.</param>
/// <param name="Kind">0 or 1; UTKFace's gender.</param>
/// <param name="Clan">0 to 4; UTKFace's race.</param>
internal readonly record struct FaceLabels(byte Age, byte Kind, byte Clan);
