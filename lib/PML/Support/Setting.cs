namespace PML.Support;

/// <summary>One setting of an options record, as the command line lists it.</summary>
/// <param name="Name">Its name, e.g. "batchSize".</param>
/// <param name="Type">"integer", "number", "numbers", "true|false", "text", or the names that it may be.</param>
/// <param name="Default">Its value in the record, as one would type it.</param>
/// <param name="Summary">What it is, and its range; empty where the library's documentation file is not there.</param>
public sealed record Setting(string Name, string Type, string Default, string Summary);
