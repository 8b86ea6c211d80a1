namespace PML.Sweeps;

/// <summary>Where a run stands, and why.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Reason">For a run that waits, was interrupted or failed: why, in the words of whoever knows. May have several lines.</param>
internal sealed record RunState(RunStage Stage, string Reason = "")
{
    /// <summary>Whether the place has nothing more to do with the run.</summary>
    internal bool IsOver => Stage is RunStage.Ended or RunStage.Interrupted or RunStage.Failed;
}
