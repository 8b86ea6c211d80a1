namespace PML.Networks;

/// <summary>Where a decoder's first layer reads the shared representation: a matrix [Rows, Columns] within the weights.</summary>
/// <param name="Offset">Place of its first weight.</param>
/// <param name="Rows">Features that the layer gives.</param>
/// <param name="Columns">d, features of the representation.</param>
public readonly record struct DecoderInput(long Offset, long Rows, long Columns);
