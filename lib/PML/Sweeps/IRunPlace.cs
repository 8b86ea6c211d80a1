namespace PML.Sweeps;

/// <summary>Where the runs of a sweep execute: this machine's cores, or a cluster's queue.</summary>
/// <remarks>
/// A place executes <see cref="WorkerCommand"/> for each run and knows nothing of results: the driver decides by the results file which runs
/// are done, starts what is interrupted again, and retries what failed. The driver may be killed at any moment and another take its place: a
/// place must then recognise the runs that are still under way (the local one by their claims, a cluster's by the job numbers that it keeps in
/// the sweep's folder). It is used by one thread.
/// </remarks>
internal interface IRunPlace : IDisposable
{
    /// <summary>Whether its runs go on when the driver ends, so that only <see cref="Cancel"/> ends them.</summary>
    bool OutlivesDriver { get; }

    /// <summary>How many more runs it takes now; those that it has are counted, whoever started them. At least 0.</summary>
    /// <remarks>Follows from the newest <see cref="Poll"/> and <see cref="Start"/>.</remarks>
    int Room { get; }

    /// <summary>Hands runs over, at most <see cref="Room"/>.</summary>
    /// <param name="runs">None of them is at the place. They come in the order in which they are to begin; a cluster may make one array of them.</param>
    /// <exception cref="Support.PmlException">The place refuses; the message has its own words. None of the runs was started.</exception>
    void Start(IReadOnlyList<PlannedRun> runs);

    /// <summary>Where the runs at this place stand.</summary>
    /// <param name="open">The sweep's runs that have no record yet. A run of an earlier driver is recognised among them.</param>
    /// <returns>A state for each run that the place has; one that is over is told once and then forgotten.</returns>
    IReadOnlyDictionary<PlannedRun, RunState> Poll(IReadOnlyCollection<PlannedRun> open);

    /// <summary>Asks the runs of the newest <see cref="Poll"/> to end; they write their checkpoints first. <see cref="Poll"/> tells when they have.</summary>
    void Cancel();
}
