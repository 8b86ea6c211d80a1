using System.Security.Cryptography;
using System.Text;

namespace PML.Training;

/// <summary>What tells two runs apart: a hash of everything that can change a run's numbers.</summary>
/// <remarks>
/// That is the set-up (experiment, method, all settings, seed, scale, checksum of the data), the torch engine with its version, and the library's
/// <see cref="LibraryVersion"/>. The device is not in it: who plans a run on a cluster's login node does not know the node's.
/// </remarks>
internal static class RunIdentity
{
    /// <summary>
    /// Raised whenever a change of the library changes the numbers of a run whose settings are the same, so that runs of before are not taken
    /// for runs of after. Records that do not say it are of version 1.
    /// </summary>
    internal const int LibraryVersion = 1;

    /// <summary>The identity of a run.</summary>
    /// <param name="setup">Its set-up.</param>
    /// <param name="engine">The engine, as <see cref="Support.EngineInfo.Name"/> has it.</param>
    /// <param name="library">The library's version.</param>
    /// <returns>16 hexadecimal digits, equal for equal set-ups however their JSON is written.</returns>
    internal static string Of(RunSetup setup, string engine, int library = LibraryVersion)
    {
        string[] words =
        [
            setup.Experiment, setup.Method, $"{setup.Seed}", setup.Scale, RunConfig.Canonical(setup.Config),
            setup.Data.Name, setup.Data.Protocol, setup.Data.Sha256, engine, $"{library}",
        ];
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', words))))[..16].ToLowerInvariant();
    }
}
