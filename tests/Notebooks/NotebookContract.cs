using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using PML.Host.Cells;
using PML.Host.Notebooks;
using PML.Tests.RepoRules;

namespace PML.Tests.Notebooks;

/// <summary>What a notebook uses of the kernel, against what notebooks/README.md says that it may.</summary>
internal sealed partial class NotebookContract
{
    private const string Section = "## What a notebook may call", Preamble = "pml.csx";

    // An answer's type, and what `display` returns, may be named.
    private static readonly string[] s_types = ["DisplayedValue", "PasswordString", "HtmlText", "Formatter", "Kernel", "DisplayExtensions"];

    private readonly ScriptSession _session = new(Path.Combine(Repository.Root, "notebooks"));

    /// <summary>A contract whose cells may use the library.</summary>
    public NotebookContract() => _session.AddReferences([typeof(PML.Training.Trainer).Assembly.Location, typeof(TorchSharp.torch).Assembly.Location]);

    /// <summary>The names in the README's table: directives with <c>#!</c>, methods without anything in front.</summary>
    public static IReadOnlySet<string> Allowed { get; } = ReadAllowed();

    /// <summary>What cells use and may not; nothing when all is well. Also errors of the compiler.</summary>
    /// <param name="cells">The code cells, in order.</param>
    public IEnumerable<string> Breaches(IEnumerable<string> cells)
    {
        Script? before = null;
        foreach (var (source, number) in cells.Select((cell, i) => (cell, i + 1)))
        {
            var parser = CellParser.Parse(source);
            foreach (var used in Directives(source).Where(name => !Allowed.Contains(name))) yield return $"cell {number} uses {used}";
            foreach (var part in parser.Parts)
            {
                if (part is PackagePart or SourcePart) yield return $"cell {number} uses a package";
                var code = part switch { CodePart c => c.Code, DirectivePart { Name: "import" } d when d.Options.Words[0] == Preamble => Usings(), _ => null };
                if (code is null) continue;
                var next = before is null ? _session.Next(code, "cell") : _session.After(before, code, "cell");
                foreach (var breach in Breaches(next.GetCompilation())) yield return $"cell {number} {breach}";
                before = next;
            }
        }
    }

    /// <summary>What a committed notebook uses and may not.</summary>
    public IEnumerable<string> Breaches(string path) => Breaches(Notebook.Read(Path.Combine(Repository.Root, path)).Cells.Where(c => c.IsCode).Select(c => c.Runnable));

    private static IEnumerable<string> Breaches(Compilation compilation)
    {
        foreach (var error in compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)) yield return $"does not compile: {error}";
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            var used = tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Select(name => model.GetSymbolInfo(name).Symbol)
                .Where(symbol => symbol is { Kind: not SymbolKind.Namespace } && symbol.ContainingAssembly?.Name == typeof(CellEngine).Assembly.GetName().Name);
            foreach (var name in used.Select(symbol => symbol!.Name).Distinct().Where(name => !Allowed.Contains(name) && !s_types.Contains(name))) yield return $"uses {name}";
        }
    }

    private static IEnumerable<string> Directives(string source) => Directive().Matches(source).Select(m => m.Value).Distinct();

    // The preamble without what it references.
    private static string Usings() => string.Join('\n', Repository.Read($"notebooks/{Preamble}").Split('\n').Where(line => line.StartsWith("using ", StringComparison.Ordinal)));

    private static HashSet<string> ReadAllowed()
    {
        var section = Repository.Read("notebooks/README.md").Split(Section)[1].Split("\n## ")[0];
        return [.. section.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).SelectMany(line => Name().Matches(line.Split('|')[1])).Select(m => m.Groups[1].Value)];
    }

    [GeneratedRegex(@"^#!\w+", RegexOptions.Multiline)]
    private static partial Regex Directive();

    // A directive, or the word in front of a call's bracket.
    [GeneratedRegex(@"`(?:[\w]+\.)*(#!\w+|\w+)(?=[`(<\s])")]
    private static partial Regex Name();
}
