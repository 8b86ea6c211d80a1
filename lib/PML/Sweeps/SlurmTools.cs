using System.ComponentModel;
using System.Diagnostics;
using PML.Support;

namespace PML.Sweeps;

/// <summary>Slurm's own commands, which a login node has: sbatch, squeue, sacct, scancel, sinfo, scontrol.</summary>
internal static class SlurmTools
{
    /// <summary>What a command gave.</summary>
    /// <param name="Code">Its exit code; 0 is well.</param>
    /// <param name="Output">Its output.</param>
    /// <param name="Error">Its complaints, without the blanks around.</param>
    internal sealed record Answer(int Code, string Output, string Error)
    {
        /// <summary>Whether all is well.</summary>
        internal bool IsGood => Code == 0;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it gave, good or bad.</returns>
    /// <exception cref="PmlException">It is not on this machine.</exception>
    internal static Answer Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Answer(process.ExitCode, output, error.Result.Trim());
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception e)
        {
            throw new PmlException($"A sweep on Slurm needs its command {program}, which this machine cannot start: {e.Message} Use a login node of the cluster.", e);
        }
    }
}
