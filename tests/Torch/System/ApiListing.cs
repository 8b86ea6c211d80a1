namespace PML.Tests.Torch.SystemEngine;

/// <summary>A list of public members, in the notation of <see cref="ApiWriter"/>, that tells whether another member fits into it.</summary>
/// <remarks>A member fits when one of the same kind, type, name and result is there whose parameters begin with the member's,
/// by type, name and default value, and whose other parameters may all be left out. So every call of it, with positions or
/// names, is a call of the listed one.</remarks>
internal sealed class ApiListing(IEnumerable<string> lines)
{
    private readonly ILookup<string, Member> members = lines.Select(Parse).ToLookup(m => m.Key);

    public bool Fits(string line)
    {
        var member = Parse(line);
        return members[member.Key].Any(listed => Covers(listed, member));
    }

    /// <summary>What a member is called by, its parameters and what it gives (a property's accessors, a constant's value).</summary>
    private sealed record Member(string Key, Parameter[] Parameters, string[] Accessors);

    /// <summary>A parameter: its type with modifiers, its name, and its default value or null.</summary>
    private sealed record Parameter(string Type, string Name, string? Default);

    private static bool Covers(Member listed, Member mine)
    {
        if (mine.Parameters.Length > listed.Parameters.Length || mine.Accessors.Except(listed.Accessors).Any()) return false;
        for (var k = 0; k < listed.Parameters.Length; k++)
        {
            var theirs = listed.Parameters[k];
            if (k >= mine.Parameters.Length)
            {
                if (theirs.Default is null) return false;
            }
            else if (mine.Parameters[k] != theirs && mine.Parameters[k] != theirs with { Default = null }) return false;
        }
        return true;
    }

    private static Member Parse(string line)
    {
        var open = line.IndexOf("::", StringComparison.Ordinal) is >= 0 and var colons ? line.IndexOfAny(['(', '['], colons) : line.IndexOf('(');
        var accessors = line.IndexOf('{') is >= 0 and var brace ? line[(brace + 1)..line.LastIndexOf('}')].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        var end = accessors.Length > 0 ? line.IndexOf('{') : line.Length;
        // A type's base is not compared.
        if (!line.Contains("::", StringComparison.Ordinal) && open < 0) end = line.IndexOf(" : ", StringComparison.Ordinal) is >= 0 and var colon ? colon : end;
        var result = line.LastIndexOf(") : ", StringComparison.Ordinal) is >= 0 and var r ? r : line.LastIndexOf("] : ", StringComparison.Ordinal) is >= 0 and var i ? i : end - 1;
        if (open < 0 || open > result || (line[open] == '[' && line[result] != ']')) return new(line[..end].Trim(), [], accessors);
        var close = line.StartsWith("new ", StringComparison.Ordinal) ? line.Length - 1 : result;
        return new(line[..open] + line[close..end].Trim(), [.. Split(line[(open + 1)..close]).Select(ParseParameter)], accessors);
    }

    private static Parameter ParseParameter(string text)
    {
        var equals = text.IndexOf(" = ", StringComparison.Ordinal);
        var declaration = equals < 0 ? text : text[..equals];
        var space = declaration.LastIndexOf(' ');
        return new(declaration[..space], declaration[(space + 1)..], equals < 0 ? null : text[(equals + 3)..]);
    }

    /// <summary>Splits at the commas that stand outside of brackets and strings.</summary>
    private static IEnumerable<string> Split(string text)
    {
        int depth = 0, from = 0;
        var quoted = false;
        for (var k = 0; k < text.Length; k++)
        {
            if (text[k] == '"') quoted = !quoted;
            if (quoted) continue;
            if (text[k] is '<' or '[' or '(') depth++;
            if (text[k] is '>' or ']' or ')') depth--;
            if (text[k] != ',' || depth > 0) continue;
            yield return text[from..k].Trim();
            from = k + 1;
        }
        if (text[from..].Trim() is { Length: > 0 } rest) yield return rest;
    }
}
