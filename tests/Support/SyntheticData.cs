using PML.Data;
using PML.Support;
using static TorchSharp.torch;

namespace PML.Tests.Support;

/// <summary>Two-task images that a LeNet learns quickly: each class is a fixed random pattern, the two tasks' patterns are added, with noise.</summary>
internal static class SyntheticData
{
    private const int Pixels = 28 * 28, Classes = 10;

    internal static TaskData Images(int count, Device device, long seed = 0)
    {
        var patterns = Patterns();
        var random = Seeds.Stream(seed, "synthetic");
        var x = new float[count * Pixels];
        var y = new[] { new long[count], new long[count] };
        for (var i = 0; i < count; i++)
        {
            for (var t = 0; t < 2; t++) y[t][i] = random.Next(Classes);
            for (var p = 0; p < Pixels; p++)
                x[i * Pixels + p] = patterns[y[0][i] * Pixels + p] + patterns[(Classes + y[1][i]) * Pixels + p] + 0.3f * (float)random.NextDouble();
        }

        return new TaskData(
            tensor(x, [count, 1, 28, 28], float32, device),
            [tensor(y[0], [count], int64, device), tensor(y[1], [count], int64, device)]);
    }

    private static float[] Patterns()
    {
        var random = Seeds.Stream(0, "patterns");
        return [.. Enumerable.Range(0, 2 * Classes * Pixels).Select(_ => random.NextDouble() < 0.15 ? 0.5f : 0f)];
    }
}
