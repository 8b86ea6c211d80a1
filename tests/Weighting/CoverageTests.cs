using System.Reflection;
using System.Xml.Linq;
using PML.Tests.RepoRules;
using PML.Training;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>Every method has its place in the list, a golden row, laws, a row of the index and documentation that names its source.</summary>
public class CoverageTests
{
    private static readonly Type[] Methods = [.. typeof(WeightingMethod).Assembly.GetTypes().Where(type =>
        type.Namespace == typeof(WeightingMethod).Namespace && typeof(IMethod).IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false })];

    [Fact]
    public void EveryMethodIsInTheListOfBaselines() =>
        AssertNone(Methods.Except([typeof(SingleTask), .. Baselines.All.Select(method => method.GetType())]), "has no place in Baselines.All");

    [Fact]
    public void NamesInTheListAreDistinct() => Assert.Equal(Baselines.All.Count, Baselines.All.Select(method => method.Name).Distinct().Count());

    [Fact]
    public void EveryMethodHasAWorkedExample() =>
        AssertNone(Uncovered(GoldenWeights.Rows.Select(row => row.Method)), "has neither a row in GoldenWeights nor tests of its own");

    [Fact]
    public void EveryMethodIsInTheContractSuite() =>
        AssertNone(Uncovered(WeightingContract.Laws.Select(law => law.Method)), "has neither a law in WeightingContract nor tests of its own");

    [Fact]
    public void EveryMethodsDefaultIsInTheContractSuite() =>
        Assert.Empty(Baselines.All.OfType<WeightingMethod>().Where(Weighing.NeedsOneBatch).Where(method => WeightingContract.Laws.All(law => law.Method with { Name = method.Name } != method)).Select(method => method.Name));

    [Fact]
    public void EveryMethodHasARowInTheIndex()
    {
        var rows = Repository.Read("lib/PML/Weighting/README.md").Split('\n').Where(line => line.StartsWith('|')).ToArray();
        AssertNone(Methods.Where(type => !rows.Any(row => row.Contains($"`{type.Name}.cs`"))), "has no row in lib/PML/Weighting/README.md that names its file");
        AssertNone(Methods.Where(type => !Repository.Exists($"lib/PML/Weighting/{type.Name}.cs")), "has no file of its name");
    }

    [Fact]
    public void EveryMethodIsDocumentedWithItsSource()
    {
        var documented = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "PML.xml")).Descendants("member").ToLookup(member => (string)member.Attribute("name")!);
        AssertNone(Methods.Where(type => !documented[$"T:{type.FullName}"].Any(member => member.Element("summary")?.Value.Trim().Length > 0)), "has no summary");
        AssertNone(Methods.Where(type => !documented[$"T:{type.FullName}"].Any(member => member.Element("remarks")?.Value.Contains("Source: ") == true)), "does not say \"Source: \" in its remarks");
    }

    // A method that needs more than the numbers of one batch has a test class of its own, named after it.
    private static IEnumerable<Type> Uncovered(IEnumerable<IMethod> covered)
    {
        var types = covered.Select(method => method.GetType()).ToHashSet();
        var tests = Assembly.GetExecutingAssembly().GetTypes().Where(HasTests).Select(type => type.Name).ToHashSet();
        return Methods.Where(type => !types.Contains(type) && (Activator.CreateInstance(type) is WeightingMethod method && Weighing.NeedsOneBatch(method) || !tests.Contains($"{type.Name}Tests")));
    }

    private static bool HasTests(Type type) => type.GetMethods().Any(method => method.GetCustomAttributes<FactAttribute>().Any());

    private static void AssertNone(IEnumerable<Type> types, string complaint) => Assert.Empty(types.Select(type => $"{type.Name} {complaint}"));
}
