namespace PML.Tests.Host;

/// <summary>Errors name the line that the author of the cell sees.</summary>
public sealed class CellErrorTests : IDisposable
{
    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compiler_errors_come_all_at_once_with_line_and_column_of_the_cell()
    {
        var error = await new Session().Fail("#!time\nint a = \"x\";\n\nfoo.Bar();");
        Assert.Equal(("CompilationError", 2), (error.Name, error.Line));
        var lines = error.Message.Split('\n');
        Assert.StartsWith("line 2, column 9: CS0029", lines[0]);
        Assert.StartsWith("line 4, column 1: CS0103", lines[1]);
    }

    [Theory]
    [InlineData("\nint zero = 0;\nvar x = 1 / zero;", 3)]
    [InlineData("int zero = 0;\nawait Task.Yield();\n\nvar x = 1 / zero;", 4)]
    [InlineData("int F(int x)\n{\n    return 1 / x;\n}\nF(0)", 3)]
    public async Task An_exception_names_the_line_that_threw(string code, int line)
    {
        var error = await new Session().Fail(code);
        Assert.Equal(("DivideByZeroException", line), (error.Name, error.Line));
    }

    [Fact]
    public async Task An_exception_inside_an_earlier_cells_method_names_the_calling_line_and_lists_both()
    {
        var session = new Session();
        await session.Run("int F(int x)\n{\n    return 1 / x;\n}");
        var error = await session.Fail("\n\nF(0)");
        Assert.Equal(3, error.Line);
        Assert.Contains("   at cell 1, line 3", error.Details);
        Assert.Contains("   at cell 2, line 3", error.Details);
        Assert.DoesNotContain(error.Details, d => d.Contains("ScriptExecutionState"));
    }

    [Fact]
    public async Task A_users_mistake_is_its_message_alone()
    {
        var session = new Session();
        await session.Run($"#r \"{typeof(PML.Support.PmlException).Assembly.Location}\"");
        var error = await session.Fail("1.ToString();\nthrow new PML.Support.PmlException(\"Window must be above 0; found -1.\");");
        Assert.Equal(("PmlException", "Window must be above 0; found -1.", 2), (error.Name, error.Message, error.Line));
        Assert.Empty(error.Details);
    }

    [Fact]
    public async Task The_only_cause_of_a_wrapped_exception_is_what_is_shown()
    {
        var error = await new Session().Fail("throw new AggregateException(new System.Reflection.TargetInvocationException(new FormatException(\"inner\")));");
        Assert.Equal(("FormatException", "inner"), (error.Name, error.Message));
    }

    [Fact]
    public async Task An_error_in_an_imported_file_names_the_file_and_its_line()
    {
        _folder.Write("bad.csx", "int a = 1;\nint b = c;");
        var error = await new Session(_folder.Path).Fail("\n#!import bad.csx");
        Assert.Equal(2, error.Line);
        Assert.StartsWith("bad.csx, line 2: ", error.Message);
        Assert.Contains("CS0103", error.Message);
    }

    [Fact]
    public async Task A_value_that_cannot_be_shown_fails_its_cell()
    {
        var error = await new Session().Fail("class Bad { public string ToHtml() => throw new FormatException(\"no html\"); }\nnew Bad()");
        Assert.Equal(("FormatException", "no html"), (error.Name, error.Message));
    }

    [Theory]
    [InlineData("var t = new System.Threading.Thread(() => throw new FormatException(\"stray\"));\nt.Start();\nt.Join();", 1)]
    [InlineData("async void F()\n{\n    await Task.Yield();\n    throw new FormatException(\"stray\");\n}\nF();", 4)]
    public async Task An_exception_on_a_thread_that_a_cell_started_is_shown_and_the_session_goes_on(string code, int line)
    {
        var session = new Session();
        await session.Run("int kept = 3;");
        await session.Run(code);
        for (int i = 0; i < 1000 && session.Written("stderr").Length == 0; i++) await Task.Delay(10);
        Assert.StartsWith($"An exception ended a thread that a cell started: System.FormatException: stray\n   at cell 2, line {line}\n", session.Written("stderr"));
        await session.Run("kept");
        Assert.Equal("3", session.Shown);
    }

    [Fact]
    public async Task Where_memory_ran_out_what_the_cell_declared_is_dropped_so_that_the_session_goes_on()
    {
        var session = new Session();
        await session.Run("int kept = 3;");
        var error = await session.Fail("var hoard = new byte[100];\nthrow new OutOfMemoryException();");
        Assert.Equal(("OutOfMemoryException", 2), (error.Name, error.Line));
        Assert.Contains("variables of earlier cells are still there", error.Message);
        Assert.Contains("CS0103", (await session.Fail("hoard")).Message);
        await session.Run("kept");
        Assert.Equal("3", session.Shown);
    }

    [Fact]
    public async Task What_ran_before_an_exception_stays()
    {
        var session = new Session();
        await session.Fail("int kept = 3;\nthrow new FormatException();");
        await session.Run("kept");
        Assert.Equal("3", session.Shown);
    }
}
