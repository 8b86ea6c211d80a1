using PML.Training;

namespace PML.Host.Reports;

/// <summary>What a page says about the run that made it.</summary>
/// <param name="Outcome">How it ended, e.g. "Done".</param>
/// <param name="Started">When it began.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Records">The trainings whose numbers it shows, each once.</param>
internal sealed record RunFacts(string Outcome, DateTimeOffset Started, TimeSpan Took, IReadOnlyList<RunRecord> Records);
