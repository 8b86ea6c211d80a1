using PML.Tests.Results;
using PML.Training;

namespace PML.Benchmarks;

/// <summary>One of many processes that write to one results file.</summary>
internal static class AppendedRecords
{
    internal static void Write(string path, string writer, int count)
    {
        for (var seed = 0; seed < count; seed++)
            RunRecords.Append(path, Records.Of($"writer {writer}", seed, [[0.96, 0.93], [0.95, 0.94]], 60, ("hypervolume", 0.9)));
    }
}
