namespace PML.Sweeps;

/// <summary>Where a run stands, as the place that executes it knows.</summary>
internal enum RunStage
{
    /// <summary>Handed over, not begun.</summary>
    Waiting,

    /// <summary>Being trained.</summary>
    Running,

    /// <summary>It ended by itself and said that all is well; its record tells whether that is so.</summary>
    Ended,

    /// <summary>Something from outside ended it: a signal, a preemption, a lost machine. It may go on from its checkpoint.</summary>
    Interrupted,

    /// <summary>It ended by itself with an error.</summary>
    Failed,
}
