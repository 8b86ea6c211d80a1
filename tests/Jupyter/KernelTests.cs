using System.Text;
using System.Text.Json.Nodes;

namespace PML.Tests.Jupyter;

/// <summary>Cells over the Jupyter messaging protocol.</summary>
public sealed class KernelTests(KernelFixture fixture) : IClassFixture<KernelFixture>
{
    private KernelClient Client => fixture.Client;

    private int LastCount => (int)Client.Run("0").Reply.Content["execution_count"]!;

    [Fact]
    public void A_new_subscription_is_welcomed() =>
        Assert.Equal(("iopub_welcome", ""), (Client.Welcome.Type, Client.Welcome.Text("subscription")));

    [Fact]
    public void A_cell_is_answered_with_its_number_and_its_value_published_under_it()
    {
        int before = LastCount;
        string id = Client.Send("execute_request", KernelClient.Code("1 + 2"));
        var published = Client.Published(id);
        var reply = Client.Reply(id);
        Assert.Equal(("execute_reply", "ok", before + 1), (reply.Type, reply.Text("status"), (int)reply.Content["execution_count"]!));
        Assert.Empty(reply.Content["payload"]!.AsArray());
        Assert.Empty(reply.Content["user_expressions"]!.AsObject());
        Assert.Equal(["execute_input", "execute_result"], published.Select(p => p.Type));
        Assert.Equal(("1 + 2", before + 1), (published[0].Text("code"), (int)published[0].Content["execution_count"]!));
        Assert.Equal(("3", before + 1), (published[1].Shown, (int)published[1].Content["execution_count"]!));
        Assert.Empty(published[1].Content["metadata"]!.AsObject());
        foreach (var heard in published.Append(reply))
        {
            Assert.Equal("the tests", (string?)heard.Parent["session"]);
            Assert.Equal((string?)Client.Welcome.Header["session"], (string?)heard.Header["session"]);
            Assert.Equal("5.4", (string?)heard.Header["version"]);
        }
        Assert.Equal(published.Count + 1, published.Append(reply).Select(h => (string?)h.Header["msg_id"]).Distinct().Count());
    }

    [Fact]
    public void Text_and_values_come_in_the_order_in_which_they_were_shown()
    {
        var published = Client.Run("Console.Write(\"a\");\nConsole.Write(\"b\");\nConsole.Error.Write(\"c\");\nConsole.Write(\"d\");\ndisplay(\"e\");\nConsole.Write(\"f\");\n\"g\"").Published;
        Assert.Equal(["execute_input", "stdout ab", "stderr c", "stdout d", "display_data", "stdout f", "execute_result"],
            published.Select(p => p.Type == "stream" ? $"{p.Text("name")} {p.Text("text")}" : p.Type));
    }

    [Fact]
    public void A_display_is_updated_under_its_id_by_a_later_cell_too()
    {
        var shown = Client.Run("var handle = display(\"first\");\nhandle.Update(\"second\");").Published;
        Assert.Equal(["execute_input", "display_data", "update_display_data"], shown.Select(p => p.Type));
        var later = Client.Run("handle.Update(\"third\");").Published;
        Heard[] all = [shown[1], shown[2], later[1]];
        Assert.Equal(["first", "second", "third"], all.Select(h => h.Shown));
        Assert.Single(all.Select(p => (string?)p.Content["transient"]!["display_id"]).Distinct());
    }

    [Fact]
    public void An_error_is_published_and_answered_alike_and_the_session_goes_on()
    {
        Client.Run("int kept = 8;");
        var (reply, published) = Client.Run("\nthrow new FormatException(\"broken\");");
        Assert.Equal(["execute_input", "error"], published.Select(p => p.Type));
        Assert.Equal("error", reply.Text("status"));
        foreach (var told in new[] { published[1], reply })
        {
            Assert.Equal(("FormatException", "broken"), (told.Text("ename"), told.Text("evalue")));
            Assert.Contains("   at cell, line 2", told.Content["traceback"]!.AsArray().Select(l => ((string)l!).Replace($"cell {reply.Content["execution_count"]}", "cell")));
        }
        Assert.Equal("8", Client.Run("kept").Published[1].Shown);
        Assert.Equal("CompilationError", Client.Run("int x = nothing;").Reply.Text("ename"));
    }

    [Fact]
    public void A_silent_cell_runs_and_publishes_nothing()
    {
        int before = LastCount;
        var (reply, published) = Client.Run(Changed("Console.Write(\"a\");\ndisplay(\"b\");\nint quiet = 5;\nquiet", "silent", true));
        Assert.Equal("ok", reply.Text("status"));
        Assert.Empty(published);
        var (failed, nothing) = Client.Run(Changed("throw new Exception(\"unseen\");", "silent", true));
        Assert.Equal(("error", "unseen"), (failed.Text("status"), failed.Text("evalue")));
        Assert.Empty(nothing);
        Assert.Equal("5", Client.Run("quiet").Published[1].Shown);
        Assert.Equal(before + 2, LastCount);
    }

    [Fact]
    public void A_cell_that_is_not_to_be_stored_has_no_number_of_its_own()
    {
        int before = LastCount;
        var (reply, published) = Client.Run(Changed("\"unstored\"", "store_history", false));
        Assert.Equal(before, (int)reply.Content["execution_count"]!);
        Assert.Equal("unstored", published[1].Shown);
        Assert.Equal(before + 1, LastCount);
        var last = Client.Ask("history_request", new JsonObject { ["hist_access_type"] = "tail", ["n"] = 2 }).Content["history"]!.AsArray();
        Assert.Equal(["0", "0"], last.Select(l => (string)l![2]!));
    }

    [Fact]
    public void Expressions_of_the_user_are_answered_and_not_published()
    {
        Client.Run("int x = 4;");
        var (reply, published) = Client.Run(Changed("x = 5;", "user_expressions", new JsonObject { ["sum"] = "x + 1", ["bad"] = "missing", ["odd"] = 7 }));
        Assert.Equal(["execute_input"], published.Select(p => p.Type));
        var values = reply.Content["user_expressions"]!;
        Assert.Equal(("ok", "6"), ((string?)values["sum"]!["status"], (string?)values["sum"]!["data"]!["text/plain"]));
        Assert.Equal(("error", "CompilationError"), ((string?)values["bad"]!["status"], (string?)values["bad"]!["ename"]));
        Assert.Equal("7", (string?)values["odd"]!["data"]!["text/plain"]);
        Assert.False(Client.Run(Changed("throw new Exception();", "user_expressions", new JsonObject { ["sum"] = "x" })).Reply.Content.ContainsKey("user_expressions"));
    }

    [Theory]
    [InlineData(true, "aborted")]
    [InlineData(false, "ok")]
    public void Cells_that_wait_behind_an_error_are_aborted_unless_told_otherwise(bool stop, string expected)
    {
        string go = Gate();
        string failing = Client.Send("execute_request", Changed(Waiting(go) + "throw new Exception(\"no\");", "stop_on_error", stop));
        string[] behind = [Client.Send("execute_request", KernelClient.Code("1")), Client.Send("execute_request", KernelClient.Code("2"))];
        Client.Ask("kernel_info_request");   // whose answer shows that the others have arrived
        File.WriteAllText(go, "");
        Assert.Equal("error", Client.Reply(failing).Text("status"));
        foreach (string id in behind)
        {
            Assert.Equal(expected, Client.Reply(id).Text("status"));
            Assert.Equal(stop, Client.Published(id).Count == 0);
        }
        Assert.Equal("ok", Client.Run("3").Reply.Text("status"));
    }

    [Fact]
    public void A_cell_that_is_sent_after_the_error_was_heard_of_runs()
    {
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal("error", Client.Ask("execute_request", KernelClient.Code("#!nothing")).Text("status"));
            Assert.Equal("ok", Client.Ask("execute_request", KernelClient.Code("")).Text("status"));
        }
    }

    [Fact]
    public void Text_is_seen_while_a_cell_never_rests()
    {
        string go = Gate();
        string id = Client.Send("execute_request", KernelClient.Code($"while (!System.IO.File.Exists({Literal(go)})) {{ Console.Write(\".\"); System.Threading.Thread.Sleep(5); }}"));
        while (Client.Hear(Client.IoPub) is not { Type: "stream" }) ;
        File.WriteAllText(go, "");
        Assert.Equal("ok", Client.Reply(id).Text("status"));
    }

    [Fact]
    public void Other_requests_are_answered_while_a_cell_runs()
    {
        string go = Gate();
        string id = Client.Send("execute_request", KernelClient.Code(Waiting(go)));
        Assert.Equal("ok", Client.Ask("kernel_info_request").Text("status"));
        Assert.Equal("complete", Client.Ask("is_complete_request", new JsonObject { ["code"] = "1" }, Client.Control).Text("status"));
        File.WriteAllText(go, "");
        Assert.Equal("ok", Client.Reply(id).Text("status"));
    }

    [Fact]
    public void A_cell_of_half_a_character_costs_only_its_own_answer()
    {
        string header = "{\"msg_id\": \"odd\", \"msg_type\": \"execute_request\"}";
        Client.Shell.Send(KernelClient.Signed([Utf8(header), Utf8("{}"), Utf8("{}"), Utf8("{\"code\": \"\\ud83d\"}")], fixture.Connection.Key));
        Assert.Equal("error", Client.Reply("odd").Text("status"));
        Assert.Equal("3", Client.Run("3").Published[1].Shown);
    }

    [Theory]
    [InlineData("{\"msg_id\": \"x\", \"msg_type\": \"execute_request\", \"msg_type\": \"y\"}", "{}", "{}")]
    [InlineData("{\"msg_id\": \"x\", \"msg_type\": \"\\ud83d\"}", "{}", "{}")]
    [InlineData("{\"msg_id\": \"x\", \"\\ud83d\": \"execute_request\"}", "{}", "{}")]
    [InlineData("{\"msg_id\": \"x\", \"msg_type\": \"execute_request\"}", "{}", "{\"code\": \"1\", \"code\": \"2\"}")]
    [InlineData("{\"msg_id\": \"x\", \"msg_type\": \"execute_request\"}", "{}", "{\"\\ud83d\": 1}")]
    [InlineData("{\"msg_id\": \"x\", \"msg_type\": \"execute_request\"}", "{}", "[]")]
    [InlineData("{\"msg_id\": \"x\", \"msg_type\": \"execute_request\"}", "5", "{}")]
    [InlineData("{\"msg_id\": \"x\"", "{}", "{}")]
    [InlineData("", "", "")]
    public void Signed_messages_that_are_none_are_passed_over(string header, string parent, string content)
    {
        Client.Shell.Send(KernelClient.Signed([Utf8(header), Utf8(parent), Utf8("{}"), Utf8(content)], fixture.Connection.Key));
        Client.Shell.Send(KernelClient.Signed([Utf8(header), Utf8(parent), [0xFF, 0xC0], Utf8(content)], fixture.Connection.Key));
        Client.Send("kernel_info_request");
        Assert.Equal("kernel_info_reply", Client.Hear(Client.Shell).Type);
    }

    [Fact]
    public void A_request_without_what_it_should_say_is_that_of_an_empty_cell()
    {
        var (reply, published) = Client.Run([]);
        Assert.Equal("ok", reply.Text("status"));
        Assert.Equal("", published.Single().Text("code"));
        Assert.Equal("ok", Client.Run(new JsonObject { ["code"] = 5, ["silent"] = "yes", ["user_expressions"] = "x" }).Reply.Text("status"));
    }

    private static JsonObject Changed(string code, string name, JsonNode value)
    {
        var content = KernelClient.Code(code);
        content[name] = value;
        return content;
    }

    private string Gate() => Path.Combine(fixture.Folder, Guid.NewGuid().ToString("n"));

    private static string Waiting(string go) => $"while (!System.IO.File.Exists({Literal(go)})) System.Threading.Thread.Sleep(5);\n";

    private static string Literal(string text) => JsonValue.Create(text).ToJsonString();

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
