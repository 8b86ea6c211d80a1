using PML.FrontLearning;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using PML.Weighting;

namespace PML.Experiments;

/// <summary>The methods of the kit, by the name that figures and tables give them.</summary>
public static class MethodCatalogue
{
    /// <summary>Every method with its default options.</summary>
    public static IReadOnlyList<IMethod> All { get; } = [new PmlOptions(), new SingleTask(), .. Baselines.All, .. Fronts.All];

    /// <summary>A method.</summary>
    /// <param name="name">Its name, e.g. "PML" or "Nash-MTL"; capitals, blanks and hyphens do not matter. "STL" is single-task learning.</param>
    /// <returns>The method with its default options.</returns>
    /// <exception cref="PmlException">There is no such method.</exception>
    public static IMethod Find(string name) =>
        All.FirstOrDefault(method => Plain(method.Name) == Plain(name)) ?? (Plain(name) == "stl" ? new SingleTask()
            : throw new PmlException($"There is no method '{name}'; there is {string.Join(", ", All.Select(method => method.Name))}."));

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
