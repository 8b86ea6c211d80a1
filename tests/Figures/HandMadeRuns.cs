using PML.Experiments;
using PML.Objectives;

namespace PML.Tests.Figures;

/// <summary>Runs of the illustrative example that nobody trained: members on straight ways.</summary>
internal static class HandMadeRuns
{
    internal static readonly IllustrativeExample Objective = new();

    /// <summary>One member for each start, walking in a straight line from its initial point to an end.</summary>
    internal static IllustrativeRun Of(string method, int[] start, double[,] end, int records = 11)
    {
        int[] steps = [.. Enumerable.Range(0, records).Select(i => 100 * i)];
        return new IllustrativeRun(method, Objective, start, steps, [.. Enumerable.Range(0, records).Select(i => Way((double)i / (records - 1)))]);

        double[,] Way(double share)
        {
            var theta = new double[start.Length, 2];
            for (var k = 0; k < start.Length; k++)
                for (var i = 0; i < 2; i++)
                    theta[k, i] = (1 - share) * IllustrativeExample.InitialPoints[start[k]][i] + share * end[k, i];
            return theta;
        }
    }

    /// <summary>A pair that found the front.</summary>
    internal static IllustrativeRun Found(string method = "PML", int first = 0, int second = 2) => Of(method, [first, second], new[,] { { 7.0, -8.4 }, { -7.0, -8.4 } });

    /// <summary>A pair that did not.</summary>
    internal static IllustrativeRun Missed(int first = 2, int second = 4) => Of("PML", [first, second], new[,] { { 8.0, 3 }, { 8.5, 2 } });

    /// <summary>Five networks that end in one point of the front.</summary>
    internal static IllustrativeRun[] Baseline(string method = "LS") => [.. Enumerable.Range(0, 5).Select(place => Of(method, [place], new[,] { { 0.0, -8.3552 } }))];
}
