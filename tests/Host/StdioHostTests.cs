using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Host.Stdio;

namespace PML.Tests.Host;

/// <summary>The messages between an editor and the host.</summary>
public sealed class StdioHostTests
{
    [Fact]
    public async Task A_cell_starts_shows_and_ends_in_this_order()
    {
        await using var host = Conversation.Here();
        await host.Run(1, "Console.WriteLine(\"a\");\nConsole.Error.WriteLine(\"b\");\nvar shown = display(\"first\");\nshown.Update(\"second\");\n6 * 7");
        var end = await host.Next(1, "end");
        Assert.Null(end["error"]);
        Assert.Equal(1, (int?)end["count"]);
        Assert.Equal(("a\n", "b\n"), (host.Written(1), host.Written(1, "stderr")));
        var displays = host.Heard(1, "display").ToArray();
        var update = Assert.Single(host.Heard(1, "update"));
        Assert.Equal("first", (string?)displays[0]["data"]!["text/plain"]);
        Assert.Equal((string?)displays[0]["display"], (string?)update["display"]);
        Assert.Equal("second", (string?)update["data"]!["text/plain"]);
        Assert.Equal("42", (string?)displays[1]["data"]!["text/plain"]);
        Assert.Null(displays[1]["display"]);
    }

    [Fact]
    public async Task An_error_names_the_line_as_editors_link_it()
    {
        await using var host = Conversation.Here();
        await host.Run(1, "int one = 1;");
        await host.Run(2, "\nthrow new Exception(\"no\");");
        var error = (await host.Next(2, "end"))["error"]!;
        Assert.Equal(("Exception", "no", 2), ((string?)error["name"], (string?)error["message"], (int?)error["line"]));
        Assert.Contains(error["details"]!.AsArray(), line => ((string)line!).EndsWith("at Cell In[2], line 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_interrupt_stops_the_running_cell_and_the_next_one_runs()
    {
        await using var host = Conversation.Here();
        await host.Run(1, "int kept = 42;\nConsole.WriteLine(\"on\");\nwhile (true) ;");
        await host.Run(2, "1 + 1");
        await host.Next(1, "stream");
        await host.Send("""{"do":"interrupt"}""");
        Assert.Equal("Interrupted", (string?)(await host.Next(1, "end"))["error"]!["name"]);
        Assert.Null((await host.Next(2, "end"))["error"]);
    }

    [Fact]
    public async Task An_answer_reaches_the_cell_that_asked()
    {
        await using var host = Conversation.Here();
        await host.Run(1, "await GetInputAsync(\"Name\")");
        var question = await host.Next(1, "ask");
        Assert.Equal(("Name", false), ((string?)question["prompt"], (bool?)question["password"]));
        await host.Send($$"""{"do":"input","of":{{question["question"]}},"text":"Ada"}""");
        await host.Next(1, "end");
        Assert.Equal("Ada", (string?)host.Heard(1, "display").Single()["data"]!["text/plain"]);
    }

    [Fact]
    public async Task A_question_that_is_closed_fails_the_cell_with_a_sentence()
    {
        await using var host = Conversation.Here();
        await host.Run(1, "await GetPasswordAsync(\"Secret\")");
        var question = await host.Next(1, "ask");
        Assert.True((bool?)question["password"]);
        await host.Send($$"""{"do":"input","of":{{question["question"]}}}""");
        Assert.Contains("closed without an answer", (string?)(await host.Next(1, "end"))["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_editors_ask_of_code_is_answered_while_a_cell_runs()
    {
        await using var host = Conversation.Here();
        await host.Run(1, "int counted = 3;");
        await host.Next(1, "end");
        await host.Run(2, "await Task.Delay(-1);");
        var found = (await host.Ask("complete", 3, "counte", 6))!;
        Assert.Equal("counted", (string?)found["items"]![0]!["text"]);
        Assert.Equal((0, 6), ((int?)found["start"], (int?)found["end"]));
        Assert.Contains("Writes", (string?)(await host.Ask("hover", 4, "Console.WriteLine(1)", 10))!["documentation"], StringComparison.Ordinal);
        Assert.Equal(1, (int?)(await host.Ask("signatures", 5, "Math.Max(1,", 11))!["parameter"]);
        Assert.Equal("CS0103", (string?)(await host.Ask("diagnose", 6, "missing + 1"))![0]!["code"]);
        Assert.Null(await host.Ask("hover", 7, "   ", 1));
        await host.Send("""{"do":"complete","id":8,"code":"Console.Write","at":13}""");
        await host.Next(8, "answer");
        await host.Send("""{"do":"describe","id":9,"of":8,"item":0}""");
        Assert.StartsWith("Writes", (string?)(await host.Next(9, "answer"))["value"], StringComparison.Ordinal);
        await host.Send("""{"do":"interrupt"}""");
        await host.Next(2, "end");
    }

    [Fact]
    public async Task Names_are_not_judged_while_cells_above_have_not_run()
    {
        await using var host = Conversation.Here();
        await host.Send("""{"do":"diagnose","id":1,"code":"missing + 1","syntax":true}""");
        Assert.Empty((await host.Next(1, "answer"))["value"]!.AsArray());
        await host.Send("""{"do":"diagnose","id":2,"code":"int x = ;","syntax":true}""");
        Assert.NotEmpty((await host.Next(2, "answer"))["value"]!.AsArray());
    }

    [Theory]
    [InlineData("garbage", "found 'garbage'")]
    [InlineData("[]", "a JSON object")]
    [InlineData("{\"do\":7}", "a JSON object")]
    [InlineData("{\"do\":\"dance\",\"id\":5}", "no verb 'dance'")]
    [InlineData("{\"do\":\"complete\",\"at\":\"x\"}", "of the right kind")]
    public async Task A_message_that_cannot_be_followed_is_told_and_the_host_goes_on(string line, string sentence)
    {
        await using var host = Conversation.Here();
        await host.Send(line);
        Assert.Contains(sentence, (string?)(await host.Next(null, "failed"))["message"], StringComparison.Ordinal);
        await host.Run(1, "1");
        await host.Next(1, "end");
    }

    [Fact]
    public async Task A_message_without_end_is_skipped()
    {
        await using var host = Conversation.Here();
        await host.Send(new string('x', (16 << 20) + 1));
        Assert.Contains("at most 16 MB", (string?)(await host.Next(null, "failed"))["message"], StringComparison.Ordinal);
        await host.Run(1, "1");
        await host.Next(1, "end");
    }

    [Fact]
    public async Task Endless_console_output_is_cut_with_a_sentence()
    {
        await using var host = Conversation.Here();
        await host.Run(1, "for (int i = 0; i < 30_000; i++) Console.WriteLine(new string('x', 99));");
        await host.Next(1, "end");
        Assert.InRange(host.Written(1).Length, 1_000_000, 1_000_100);
        Assert.EndsWith("(cut here: more than 1000000 characters)\n", host.Written(1), StringComparison.Ordinal);
        Assert.InRange(host.Heard(1, "stream").Count(), 1, 10_000);
    }

    [Fact]
    public void A_line_that_is_too_long_is_replaced_by_a_sentence()
    {
        var written = new MemoryStream();
        var outbox = new Outbox(written, longest: 3 << 20);
        outbox.Post(Message.Of(1, new DisplayOutput(new JsonObject { ["text/html"] = new string('x', 5 << 20) }, "d")));
        outbox.Post(Message.Of(1, new StreamOutput("stdout", "after")));
        outbox.Complete();
        var lines = Encoding.UTF8.GetString(written.ToArray()).Split('\n');
        Assert.Contains("An output of 5 MB is left out: at most 3 MB are shown", lines[0], StringComparison.Ordinal);
        Assert.Contains("after", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_waits_is_joined_and_an_update_replaces_the_one_before_it()
    {
        var slow = new SlowStream();
        var outbox = new Outbox(slow);
        outbox.Post(new JsonObject { ["event"] = "first" });
        slow.Entered.Wait();
        for (int i = 0; i < 1000; i++)
        {
            outbox.Post(Message.Of(1, new StreamOutput("stdout", $"{i};")));
            outbox.Post(Message.Of(1, new DisplayUpdate(new JsonObject { ["text/plain"] = $"{i}" }, "bar")));
        }
        slow.Go.Set();
        outbox.Complete();
        var messages = Encoding.UTF8.GetString(slow.Written.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()).ToArray();
        Assert.Equal("999", (string?)Assert.Single(messages, m => (string?)m["event"] == "update")["data"]!["text/plain"]);
        Assert.Equal(string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i};")), string.Concat(messages.Where(m => (string?)m["event"] == "stream").Select(m => (string?)m["text"])));
        Assert.InRange(messages.Length, 3, 4);
    }

    [Fact]
    public void Characters_that_are_no_text_do_not_break_a_message()
    {
        string line = Encoding.UTF8.GetString(Message.Of(1, new StreamOutput("stdout", "a\ud800b\u2028\n\0")).ToLine());
        Assert.Equal("a\ufffdb\u2028\n\0", (string?)JsonNode.Parse(line)!["text"]);
        Assert.Equal(line.Length - 1, line.IndexOf('\n'));
    }

    private sealed class SlowStream : Stream
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Go { get; } = new();

        public MemoryStream Written { get; } = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Written.Length;

        public override long Position { get => Written.Position; set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Entered.Set();
            Go.Wait();
            Written.Write(buffer, offset, count);
        }
    }
}
