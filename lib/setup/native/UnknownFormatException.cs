namespace PML.NativeMend;

/// <summary>The file is not what this program knows how to change; the message says what is wrong with it ("it ...").</summary>
internal sealed class UnknownFormatException(string message) : Exception(message);
