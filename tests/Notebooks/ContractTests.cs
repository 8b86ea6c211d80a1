using System.Collections;
using System.Reflection;
using PML.Host.Cells;
using PML.Tests.RepoRules;

namespace PML.Tests.Notebooks;

/// <summary>The notebooks stay valid in .NET Interactive: they use of a kernel only what notebooks/README.md lists, and the library's types keep to its convention.</summary>
public class ContractTests
{
    public static TheoryData<string> Committed() => [.. Repository.Matching(".ipynb", ".dib").Where(path => path.StartsWith("notebooks/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Committed))]
    public void A_committed_notebook_compiles_and_uses_only_what_is_listed(string path) => Assert.Empty(new NotebookContract().Breaches(path));

    [Theory]
    [InlineData("#!time\ndisplay(1).Update(2); 3.Display(\"text/html\"); \"x\".DisplayAs(\"text/html\"); display(HTML(\"\")); Console.Write(await GetInputAsync(\"\"));", null)]
    [InlineData("Formatter.Register<int>((value, writer) => writer.Write(value)); (await GetPasswordAsync(\"\")).GetClearTextPassword()", null)]
    [InlineData("#!import pml.csx\nIProgress<TrainProgress> progress = Live.Progress();", null)]
    [InlineData("var stop = Interruption;", "cell 1 uses Interruption")]
    [InlineData("display(1).DisplayId", "cell 1 uses DisplayId")]
    [InlineData("#r \"nuget: A, 1\"", "cell 1 uses a package")]
    [InlineData("int x = \"\";", "cell 1 does not compile")]
    public void What_is_not_listed_is_found(string cell, string? breach)
    {
        var found = new NotebookContract().Breaches([cell]).ToArray();
        if (breach is null) Assert.Empty(found);
        else Assert.StartsWith(breach, Assert.Single(found));
    }

    [Fact]
    public void The_list_holds_every_directive_and_nothing_that_the_host_does_not_have()
    {
        var names = typeof(CellEngine).Assembly.GetExportedTypes().SelectMany(type => type.GetMembers()).Select(member => member.Name).Concat(MagicCommands.All.Select(m => $"#!{m.Name}"))
            .Concat(typeof(Console).GetMembers().Select(member => member.Name)).Concat(typeof(PML.Support.Live).GetMembers().Select(member => member.Name)).ToHashSet();
        Assert.All(NotebookContract.Allowed, name => Assert.Contains(name, names));
        Assert.All(MagicCommands.All, magic => Assert.Contains($"#!{magic.Name}", NotebookContract.Allowed));
        Assert.Contains("display", NotebookContract.Allowed);
    }

    public static TheoryData<string> Shown() => [.. typeof(PML.Support.Live).Assembly.GetTypes().Where(type => Source(type) is not null).Select(type => type.FullName!)];

    // As .NET Interactive reads it: by these names, these types, and a constructor without arguments.
    [Theory]
    [MemberData(nameof(Shown))]
    public void A_type_that_shows_itself_keeps_to_the_convention(string name)
    {
        var source = Source(typeof(PML.Support.Live).Assembly.GetType(name, throwOnError: true)!)!;
        var maker = Assert.IsAssignableFrom<Type>(source.GetType().GetProperty("FormatterSourceType")!.GetValue(source));
        var made = ((IEnumerable)maker.GetMethod("CreateTypeFormatters", [])!.Invoke(Activator.CreateInstance(maker, nonPublic: true), null)!).Cast<object>().ToArray();
        var types = made.Select(formatter => Assert.IsType<string>(formatter.GetType().GetProperty("MimeType")!.GetValue(formatter))).ToArray();
        Assert.All(made, formatter => Assert.False(Assert.IsType<bool>(formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!.Invoke(formatter, [new object(), new StringWriter()]))));
        Assert.Subset(types.ToHashSet(), Assert.IsType<string[]>(source.GetType().GetProperty("PreferredMimeTypes")!.GetValue(source)).ToHashSet());
    }

    private static Attribute? Source(Type type) => type.GetCustomAttributes(inherit: true).Cast<Attribute>().SingleOrDefault(a => a.GetType().Name == "TypeFormatterSourceAttribute");
}
