namespace PML.Sweeps;

/// <summary>What Slurm's words mean for a run.</summary>
internal static class SlurmWords
{
    /// <summary>Where a task's run stands.</summary>
    /// <param name="task">The task.</param>
    /// <param name="said">The last words of the worker, or the given ones where it said nothing.</param>
    /// <returns>The state.</returns>
    internal static RunState State(SlurmTask task, Func<string, string> said) => task.State switch
    {
        "PENDING" or "CONFIGURING" or "REQUEUED" or "REQUEUE_FED" or "REQUEUE_HOLD" or "SPECIAL_EXIT" or "RESV_DEL_HOLD" => new(RunStage.Waiting, Waiting(task)),
        "COMPLETED" => new(RunStage.Ended),
        "FAILED" => Failed(task, said),
        "TIMEOUT" => new(RunStage.Interrupted, "the time limit was over (TIMEOUT)"),
        "PREEMPTED" => new(RunStage.Interrupted, "another job took its place (PREEMPTED)"),
        "NODE_FAIL" => new(RunStage.Interrupted, "its node failed (NODE_FAIL)"),
        "BOOT_FAIL" or "LAUNCH_FAILED" => new(RunStage.Interrupted, $"its node did not start it ({task.State})"),
        "REVOKED" or "DEADLINE" => new(RunStage.Interrupted, $"the cluster took it back ({task.State})"),
        "CANCELLED" => new(RunStage.Failed, "somebody cancelled it (CANCELLED)"),
        "OUT_OF_MEMORY" => new(RunStage.Failed, "it needed more memory than it had (OUT_OF_MEMORY); ask for more with --mem"),
        // RUNNING, COMPLETING, SUSPENDED, STOPPED, SIGNALING, STAGE_OUT, RESIZING: it is on a node.
        _ => new(RunStage.Running),
    };

    private static RunState Failed(SlurmTask task, Func<string, string> said) => task switch
    {
        { Reason: "BadConstraints" } => new(RunStage.Failed, "no node of the partition has what it asks for (BadConstraints); change --partition, --gres, --cpus or --mem"),
        { Code: WorkerCommand.Stopped } => new(RunStage.Interrupted, "it was asked to end"),
        { Signal: > 0 } => new(RunStage.Interrupted, said(FormattableString.Invariant($"signal {task.Signal} ended it"))),
        { Code: > 128 } => new(RunStage.Interrupted, said(FormattableString.Invariant($"signal {task.Code - 128} ended it"))),
        _ => new(RunStage.Failed, said(FormattableString.Invariant($"it ended with code {task.Code} ({task.Reason})"))),
    };

    private static string Waiting(SlurmTask task)
    {
        var reason = task.Reason;
        var meaning = reason switch
        {
            "None" or "" => "Slurm has not looked at it yet",
            "Priority" => "jobs of a higher priority come first",
            "Resources" => "no node is free",
            "JobArrayTaskLimit" => "as many run as --max-running allows",
            "BeginTime" => "it was interrupted, and begins again in a moment",
            "PartitionTimeLimit" => "the partition allows less time, so it will never begin: cancel the sweep, and ask for less with --time",
            "PartitionNodeLimit" or "BadConstraints" => "no node of the partition has what it asks for, so it will never begin: cancel the sweep, and change --partition, --gres, --cpus or --mem",
            "PartitionDown" or "PartitionInactive" => "the partition takes no jobs now",
            "JobHeldUser" or "JobHeldAdmin" => $"it is held; to release it: scontrol release {task.Job}_{task.Index}",
            _ when task.State is "REQUEUE_HOLD" or "SPECIAL_EXIT" => $"it is held; to release it: scontrol release {task.Job}_{task.Index}",
            _ when reason.StartsWith("ReqNodeNotAvail", StringComparison.Ordinal) || reason.StartsWith("Nodes", StringComparison.Ordinal) => "the nodes that it needs are down, drained or reserved",
            _ when reason.StartsWith("QOS", StringComparison.Ordinal) || reason.StartsWith("Assoc", StringComparison.Ordinal) => "a limit of your account is reached",
            _ => "",
        };
        return meaning.Length == 0 ? reason : reason is "None" or "" ? meaning : $"{meaning} ({reason})";
    }
}
