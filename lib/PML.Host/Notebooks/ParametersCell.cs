using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PML.Support;

namespace PML.Host.Notebooks;

/// <summary>The cell tagged <c>parameters</c>, in papermill's manner: a cell tagged <c>injected-parameters</c> behind it overrides what it declares.</summary>
internal static class ParametersCell
{
    private const string Tag = "parameters", InjectedTag = "injected-parameters";

    /// <summary>Gives a notebook other parameters than those it was written with; takes away those of an earlier run.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="values">Name to value, as typed.</param>
    /// <exception cref="PmlException">A name is unknown or a value is ill-typed; the notebook is as it was.</exception>
    public static void Inject(Notebook notebook, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var cell = notebook.Cells.FirstOrDefault(c => c.IsCode && c.Tags.Contains(Tag));
        var assignments = values.Count == 0 ? [] : Assignments(notebook, cell, values);
        foreach (var old in notebook.Cells.Where(c => c.Tags.Contains(InjectedTag))) notebook.Remove(old);
        if (assignments.Count > 0) notebook.InsertAfter(cell!, NotebookCell.Code(InjectedTag, string.Join("\n", assignments), InjectedTag));
    }

    /// <summary>What a parameters cell declares.</summary>
    /// <param name="source">The cell's C#.</param>
    public static IReadOnlyList<Parameter> Declared(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)).GetCompilationUnitRoot();
        return [.. root.Members.OfType<FieldDeclarationSyntax>()
            .Where(f => f.Modifiers.Count == 0)   // a const cannot be assigned
            .SelectMany(f => f.Declaration.Variables.Select(v => Declared(f.Declaration.Type, v)))
            .OfType<Parameter>()];
    }

    /// <summary>The parameters of a notebook with the values that it runs with.</summary>
    /// <returns>In the order of their declaration; Changed where the command line gave the value.</returns>
    public static IReadOnlyList<(Parameter Parameter, string Value, bool Changed)> Values(Notebook notebook)
    {
        var cell = notebook.Cells.FirstOrDefault(c => c.IsCode && c.Tags.Contains(Tag));
        var given = notebook.Cells.Where(c => c.Tags.Contains(InjectedTag)).SelectMany(c => c.Source.Split('\n')).Select(line => line.TrimEnd(';').Split(" = ", 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1]);
        return cell is null ? [] : [.. Declared(cell.Source).Select(p => (p, given.GetValueOrDefault(p.Name, p.Default), given.ContainsKey(p.Name)))];
    }

    private static Parameter? Declared(TypeSyntax type, VariableDeclaratorSyntax variable)
    {
        if (variable.Initializer?.Value is not { } value) return null;
        string name = type.IsVar ? TypeOf(value) : type.ToString();
        return Parameter.Types.Contains(name) ? new Parameter(variable.Identifier.ValueText, name, value.ToString()) : null;
    }

    private static string TypeOf(ExpressionSyntax value) => value switch
    {
        PrefixUnaryExpressionSyntax { Operand: var operand } => TypeOf(operand),
        LiteralExpressionSyntax literal => literal.Token.Value switch
        {
            int => "int",
            long => "long",
            float => "float",
            double => "double",
            bool => "bool",
            string => "string",
            _ => "",
        },
        _ => "",
    };

    private static IReadOnlyList<string> Assignments(Notebook notebook, NotebookCell? cell, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        if (cell is null)
            throw new PmlException($"{Path.GetFileName(notebook.FullPath)} takes no parameters: no code cell of it has the tag '{Tag}'. Leave out -p and --scale, or tag the cell that declares them.");
        var declared = Declared(cell.Source);
        var last = new Dictionary<string, string>();
        foreach (var (name, value) in values)
        {
            var parameter = declared.FirstOrDefault(p => p.Name == name)
                ?? throw new PmlException($"{Path.GetFileName(notebook.FullPath)} has no parameter '{name}'. It has:\n{string.Join("\n", declared.Select(p => $"  {p}"))}");
            last[name] = $"{name} = {parameter.Literal(value)};";
        }
        return [.. last.Values];
    }
}
