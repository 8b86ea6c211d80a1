using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Jupyter;
using PML.Tests.Zmtp;

namespace PML.Tests.Jupyter;

/// <summary>All requests but cells.</summary>
public sealed class KernelRequestTests(KernelFixture fixture) : IClassFixture<KernelFixture>
{
    private KernelClient Client => fixture.Client;

    [Theory]
    [InlineData("kernel_info_request", "kernel_info_reply", "ok")]
    [InlineData("complete_request", "complete_reply", "ok")]
    [InlineData("inspect_request", "inspect_reply", "ok")]
    [InlineData("is_complete_request", "is_complete_reply", "complete")]
    [InlineData("history_request", "history_reply", "ok")]
    [InlineData("comm_info_request", "comm_info_reply", "ok")]
    [InlineData("interrupt_request", "interrupt_reply", "ok")]
    [InlineData("unheard_of_request", "unheard_of_reply", "error")]
    [InlineData("unheard_of", "unheard_of_reply", "error")]
    public void Every_request_is_answered_on_its_own_channel_between_busy_and_idle(string request, string reply, string status)
    {
        foreach (var channel in new[] { Client.Shell, Client.Control })
        {
            string id = Client.Send(request, [], channel);
            var answer = Client.Reply(id, channel);
            Assert.Equal((reply, status), (answer.Type, answer.Text("status")));
            Assert.Equal(request, (string?)answer.Parent["msg_type"]);
            Assert.Empty(Client.Published(id));
        }
    }

    [Fact]
    public void A_request_with_a_delimiter_in_front_is_answered_with_it()
    {
        // As REQ sockets send.
        using var client = new ZmtpClient(fixture.Connection.Shell, "REQ");
        client.Send([[], .. KernelClient.Message("comm_info_request", [], "id", fixture.Connection.Key)]);
        Assert.Empty(client.Receive()[0]);
    }

    [Fact]
    public void An_unknown_request_is_named() =>
        Assert.Equal(("UnknownRequest", "the kernel does not know the request 'debug_request'"),
            (Client.Ask("debug_request").Text("ename"), Client.Ask("debug_request").Text("evalue")));

    [Fact]
    public void The_kernel_says_what_it_is()
    {
        var info = Client.Ask("kernel_info_request").Content;
        Assert.Equal(("5.4", "pml-csharp"), ((string?)info["protocol_version"], (string?)info["implementation"]));
        Assert.Matches(@"^\d+\.\d+\.\d+$", (string?)info["implementation_version"]);
        Assert.Equal(("C#", ".cs", "text/x-csharp"), ((string?)info["language_info"]!["name"], (string?)info["language_info"]!["file_extension"], (string?)info["language_info"]!["mimetype"]));
        Assert.Contains("#!import pml.csx", (string?)info["banner"]);
        Assert.Empty(info["help_links"]!.AsArray());
    }

    [Fact]
    public void Completions_count_characters_beyond_the_basic_plane_as_one()
    {
        var reply = Client.Ask("complete_request", new JsonObject { ["code"] = "\"😀😀\".Len + \"😀\"", ["cursor_pos"] = 8 }).Content;
        Assert.Contains("Length", reply["matches"]!.AsArray().Select(m => (string)m!));
        Assert.Equal((5, 8), ((int)reply["cursor_start"]!, (int)reply["cursor_end"]!));
        var typed = reply["metadata"]!["_jupyter_types_experimental"]!.AsArray().Single(t => (string?)t!["text"] == "Length")!;
        Assert.Equal((5, 8), ((int)typed["start"]!, (int)typed["end"]!));
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(int.MaxValue)]
    public void A_caret_outside_the_code_is_at_its_end_or_start(int position) =>
        Assert.Equal("ok", Client.Ask("complete_request", new JsonObject { ["code"] = "Console.", ["cursor_pos"] = position }).Text("status"));

    [Fact]
    public void Names_are_inspected_at_positions_in_characters()
    {
        var reply = Client.Ask("inspect_request", new JsonObject { ["code"] = "\"😀😀😀😀😀😀\".Length", ["cursor_pos"] = 11, ["detail_level"] = 0 }).Content;
        Assert.True((bool)reply["found"]!);
        Assert.Contains("int string.Length", (string?)reply["data"]!["text/plain"]);
        Assert.Contains("```csharp\n", (string?)reply["data"]!["text/markdown"]);
        Assert.DoesNotContain("```", (string?)reply["data"]!["text/plain"]);
    }

    [Fact]
    public void Inside_the_brackets_of_a_call_its_signatures_are_inspected()
    {
        var reply = Client.Ask("inspect_request", new JsonObject { ["code"] = "Math.Max(", ["cursor_pos"] = 9 }).Content;
        Assert.True((bool)reply["found"]!);
        Assert.Contains(" Math.Max(", (string?)reply["data"]!["text/plain"]);
        var nothing = Client.Ask("inspect_request", new JsonObject { ["code"] = "1 + 1", ["cursor_pos"] = 1 }).Content;
        Assert.False((bool)nothing["found"]!);
        Assert.Empty(nothing["data"]!.AsObject());
    }

    [Theory]
    [InlineData("int x = 1;", "complete")]
    [InlineData("void F() {", "incomplete")]
    [InlineData("int 5 = 1;", "invalid")]
    public void Whether_code_is_complete_is_told(string code, string status)
    {
        var reply = Client.Ask("is_complete_request", new JsonObject { ["code"] = code });
        Assert.Equal(status, reply.Text("status"));
        Assert.Equal(status == "incomplete" ? "    " : null, reply.Text("indent"));
    }

    [Fact]
    public void A_comm_that_a_client_opens_is_closed_and_none_is_listed()
    {
        string id = Client.Send("comm_open", new JsonObject { ["comm_id"] = "c1", ["target_name"] = "jupyter.widget", ["data"] = new JsonObject() });
        var published = Client.Published(id);
        Assert.Equal(("comm_close", "c1"), (published.Single().Type, published.Single().Text("comm_id")));
        Assert.Empty(Client.Published(Client.Send("comm_msg", new JsonObject { ["comm_id"] = "c1", ["data"] = new JsonObject() })));
        Assert.Empty(Client.Published(Client.Send("comm_close", new JsonObject { ["comm_id"] = "c1", ["data"] = new JsonObject() })));
        Assert.Empty(Client.Ask("comm_info_request", new JsonObject { ["target_name"] = "jupyter.widget" }).Content["comms"]!.AsObject());
    }

    [Fact]
    public void A_question_is_put_to_who_asked_and_its_answer_reaches_the_cell()
    {
        string id = Client.Send("execute_request", KernelClient.Code("var name = await GetInputAsync(\"Name?\");\nvar key = await Microsoft.DotNet.Interactive.Kernel.GetPasswordAsync(\"Key?\");\nname + key.GetClearTextPassword()"));
        foreach (var (prompt, secret, answer) in new[] { ("Name?", false, "Ada"), ("Key?", true, " 😀") })
        {
            var question = Client.Hear(Client.Stdin);
            Assert.Equal(("input_request", id), (question.Type, question.ParentId));
            Assert.Equal((prompt, secret), (question.Text("prompt"), (bool)question.Content["password"]!));
            Client.Send("input_reply", new JsonObject { ["value"] = answer }, Client.Stdin);
        }
        Assert.Equal("Ada 😀", Client.Published(id)[^1].Shown);
        Assert.Equal("ok", Client.Reply(id).Text("status"));
    }

    [Fact]
    public void A_client_that_takes_no_input_gets_a_sentence()
    {
        var content = KernelClient.Code("await GetInputAsync(\"Name?\")");
        content["allow_stdin"] = false;
        var reply = Client.Run(content).Reply;
        Assert.Contains("asks for input ('Name?'), and this client of the kernel takes none. Set the value in the cell instead.", reply.Text("evalue"));
        // Nor does one without a connection for it.
        using var shell = new ZmtpClient(fixture.Connection.Shell, "DEALER", "nobody else");
        string id = Client.Send("execute_request", KernelClient.Code("await GetInputAsync(\"\")"), shell);
        Assert.Contains("takes none", Client.Reply(id, shell).Text("evalue"));
    }

    [Fact]
    public void A_wait_for_an_answer_can_be_interrupted_and_a_late_answer_changes_nothing()
    {
        string id = Client.Send("execute_request", KernelClient.Code("await GetInputAsync(\"Never?\")"));
        Client.Hear(Client.Stdin);
        Assert.Equal("interrupt_reply", Client.Ask("interrupt_request", by: Client.Control).Type);
        Assert.Equal("error", Client.Reply(id).Text("status"));
        Client.Send("input_reply", new JsonObject { ["value"] = "late" }, Client.Stdin);
        string next = Client.Send("execute_request", KernelClient.Code("await GetInputAsync(\"Now?\")"));
        Assert.Equal("Now?", Client.Hear(Client.Stdin).Text("prompt"));
        Client.Send("input_reply", new JsonObject { ["value"] = "in time" }, Client.Stdin);
        Assert.Equal("in time", Client.Published(next)[^1].Shown);
    }

    [Theory]
    [InlineData("while (true) ;")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    public void An_interrupt_ends_the_running_cell_and_aborts_those_behind_it(string code)
    {
        string id = Client.Send("execute_request", KernelClient.Code($"Console.Write(\"on\");\n{code}")), behind = Client.Send("execute_request", KernelClient.Code("1"));
        while (Client.Hear(Client.IoPub) is not { Type: "stream" } heard || heard.ParentId != id) ;
        Assert.Equal("ok", Client.Ask("interrupt_request", by: Client.Control).Text("status"));
        Assert.Equal(("error", "Interrupted"), (Client.Reply(id) is var reply ? reply.Text("status") : "", reply.Text("ename")));
        Assert.Equal("aborted", Client.Reply(behind).Text("status"));
        Assert.Equal("2", Client.Run("1 + 1").Published[1].Shown);
    }

    [Fact]
    public void The_heartbeat_beats()
    {
        using var heart = Client.Heartbeat();
        heart.Send([], Encoding.ASCII.GetBytes("ping"));
        Assert.Equal([[], Encoding.ASCII.GetBytes("ping")], heart.Receive());
    }
}
