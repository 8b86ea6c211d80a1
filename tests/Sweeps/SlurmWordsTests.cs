using PML.Sweeps;

namespace PML.Tests.Sweeps;

public sealed class SlurmWordsTests
{
    [Theory]
    [InlineData("PENDING", 0, 0, "Resources", "Waiting", "no node is free (Resources)")]
    [InlineData("PENDING", 0, 0, "None", "Waiting", "Slurm has not looked at it yet")]
    [InlineData("PENDING", 0, 0, "ReqNodeNotAvail, UnavailableNodes:n1", "Waiting", "the nodes that it needs are down, drained or reserved (ReqNodeNotAvail, UnavailableNodes:n1)")]
    [InlineData("PENDING", 0, 0, "QOSMaxJobsPerUserLimit", "Waiting", "a limit of your account is reached (QOSMaxJobsPerUserLimit)")]
    [InlineData("PENDING", 0, 0, "JobHeldUser", "Waiting", "it is held; to release it: scontrol release 8_3 (JobHeldUser)")]
    [InlineData("PENDING", 0, 0, "Cleaning", "Waiting", "Cleaning")]
    [InlineData("REQUEUE_HOLD", 0, 0, "job_requeued_in_held_state", "Waiting", "it is held; to release it: scontrol release 8_3 (job_requeued_in_held_state)")]
    [InlineData("RUNNING", 0, 0, "None", "Running", "")]
    [InlineData("COMPLETING", 130, 0, "NonZeroExitCode", "Running", "")]
    [InlineData("SUSPENDED", 0, 0, "None", "Running", "")]
    [InlineData("COMPLETED", 0, 0, "None", "Ended", "")]
    [InlineData("FAILED", 1, 0, "NonZeroExitCode", "Failed", "said: it ended with code 1 (NonZeroExitCode)")]
    [InlineData("FAILED", 130, 0, "NonZeroExitCode", "Interrupted", "it was asked to end")]
    [InlineData("FAILED", 0, 9, "JobLaunchFailure", "Interrupted", "said: signal 9 ended it")]
    [InlineData("FAILED", 139, 0, "NonZeroExitCode", "Interrupted", "said: signal 11 ended it")]
    [InlineData("FAILED", 0, 0, "BadConstraints", "Failed", "no node of the partition has what it asks for (BadConstraints); change --partition, --gres, --cpus or --mem")]
    [InlineData("TIMEOUT", 0, 15, "TimeLimit", "Interrupted", "the time limit was over (TIMEOUT)")]
    [InlineData("NODE_FAIL", 0, 0, "NodeDown", "Interrupted", "its node failed (NODE_FAIL)")]
    [InlineData("PREEMPTED", 0, 15, "None", "Interrupted", "another job took its place (PREEMPTED)")]
    [InlineData("CANCELLED", 0, 15, "None", "Failed", "somebody cancelled it (CANCELLED)")]
    [InlineData("OUT_OF_MEMORY", 0, 9, "OutOfMemory", "Failed", "it needed more memory than it had (OUT_OF_MEMORY); ask for more with --mem")]
    public void EveryStateHasItsMeaning(string state, int code, int signal, string reason, string stage, string words)
    {
        var found = SlurmWords.State(new SlurmTask("8", 3, state, code, signal, reason), how => $"said: {how}");
        Assert.Equal((stage, words), (found.Stage.ToString(), found.Reason));
    }
}
