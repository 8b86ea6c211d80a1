namespace PML.Tests.Host;

/// <summary>The host as a process of its own.</summary>
public sealed class StdioProcessTests
{
    [Fact]
    public async Task Whoever_writes_to_the_standard_output_does_not_disturb_the_messages()
    {
        using var folder = new NotebookFolder();
        await using var host = Conversation.WithProcess(folder.Path);
        var error = host.Process!.StandardError.ReadLineAsync();
        await host.Run(1, """
            var raw = new System.IO.StreamWriter(Console.OpenStandardOutput());
            raw.WriteLine("past the console");
            raw.Flush();
            Console.ReadLine() is null
            """);
        Assert.Null((await host.Next(1, "end"))["error"]);
        Assert.Equal("True", (string?)host.Heard(1, "display").Single()["data"]!["text/plain"]);
        Assert.Equal("past the console", await error);
        await host.Run(2, """
            using (var child = System.Diagnostics.Process.Start("dotnet", "--version")) child.WaitForExit();
            System.IO.Directory.GetCurrentDirectory()
            """);
        Assert.Null((await host.Next(2, "end"))["error"]);
        Assert.EndsWith(Path.GetFileName(folder.Path), (string?)host.Heard(2, "display").Single()["data"]!["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_ends_the_process_says_so_and_what_it_wrote_is_not_lost()
    {
        using var folder = new NotebookFolder();
        await using var host = Conversation.WithProcess(folder.Path);
        await host.Run(1, "Console.WriteLine(\"before\");\nEnvironment.Exit(3);");
        var error = (await host.Next(1, "end"))["error"]!;
        Assert.Contains("exit code 3", (string?)error["message"], StringComparison.Ordinal);
        Assert.Equal("before\n", host.Written(1));
        Assert.True(await host.IsOver());
        await host.Process!.WaitForExitAsync();
        Assert.Equal(3, host.Process.ExitCode);
    }

    [Fact]
    public async Task The_end_of_its_input_ends_it_whatever_a_cell_does()
    {
        using var folder = new NotebookFolder();
        var host = Conversation.WithProcess(folder.Path);
        await host.Run(1, "new System.Threading.Thread(() => System.Threading.Thread.Sleep(-1)).Start();\nConsole.WriteLine(\"on\");\nwhile (true) ;");
        await host.Next(1, "stream");
        await host.DisposeAsync();
    }
}
