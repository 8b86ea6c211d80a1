using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Host.Jupyter;

namespace PML.Tests.Jupyter;

/// <summary>Outputs that are too large, and clients that do not read them.</summary>
public sealed class KernelOutputTests(KernelFixture fixture) : IClassFixture<KernelFixture>
{
    private KernelClient Client => fixture.Client;

    [Fact]
    public void Fifty_megabytes_of_text_are_cut_with_a_message()
    {
        var published = Client.Run("Console.Write(new string('x', 50_000_000));\nConsole.Write(\"unseen\");\nConsole.Error.Write(\"unseen\");\n1").Published;
        string text = string.Concat(published.Where(p => p.Type == "stream").Select(p => p.Text("text")));
        Assert.Equal(new string('x', StreamBudget.Most) + "\n(cut here: more than 1000000 characters)\n", text);
        Assert.Equal("1", published[^1].Shown);
        // The next cell may write again.
        Assert.Equal("seen", Client.Run("Console.Write(\"seen\");").Published[1].Text("text"));
    }

    [Fact]
    public void Fifty_megabytes_in_small_pieces_are_cut_too()
    {
        var published = Client.Run("for (int i = 0; i < 50_000; i++) Console.WriteLine(new string('y', 999));").Published;
        string text = string.Concat(published.Where(p => p.Type == "stream").Select(p => p.Text("text")));
        Assert.EndsWith("(cut here: more than 1000000 characters)\n", text);
        Assert.InRange(text.Length, StreamBudget.Most, StreamBudget.Most + 100);
        Assert.InRange(published.Count, 10, 200);
    }

    [Theory]
    [InlineData("display(new string('x', 50_000_000));", "display_data")]
    [InlineData("new string('x', 50_000_000)", "execute_result")]
    [InlineData("var big = display(\"small\");\nbig.Update(new string('x', 50_000_000));", "update_display_data")]
    public void A_value_of_fifty_megabytes_is_replaced_by_a_message(string code, string type)
    {
        var (reply, published) = Client.Run(code);
        Assert.Equal("ok", reply.Text("status"));
        Assert.Equal(type, published[^1].Type);
        Assert.StartsWith("(cut here: the output has 50000", published[^1].Shown);
        Assert.Contains("or write it to a file)", published[^1].Shown);
        Assert.Single(published[^1].Content["data"]!.AsObject());
        Assert.Equal(type != "execute_result", published[^1].Content["transient"]?["display_id"] is not null);
    }

    [Fact]
    public void A_client_that_stops_reading_holds_up_nobody()
    {
        using var stuck = new KernelClient(fixture.Connection);
        // Answers that nobody fetches, and outputs that nobody fetches.
        for (int i = 0; i < 200; i++) stuck.Send("kernel_info_request");
        for (int run = 0; run < 3; run++)
        {
            var (reply, published) = Client.Run("for (int i = 0; i < 24; i++) display(new string('z', 1 << 20));");
            Assert.Equal("ok", reply.Text("status"));
            Assert.Equal(24, published.Count(p => p.Type == "display_data" && p.Shown!.Length == 1 << 20));
        }
    }

    [Fact]
    public void What_is_written_after_the_end_is_dropped()
    {
        var published = new List<string>();
        var outputs = new OutputPublisher((type, content, parent) => published.Add(type + content["text"]));
        outputs.Add(new StreamOutput("stdout", "a"));
        outputs.Dispose();
        outputs.Add(new StreamOutput("stdout", "b"));
        outputs.Add(new DisplayOutput(new JsonObject { ["text/plain"] = "c" }, null));
        outputs.Dispose();
        Assert.Equal(["streama"], published);
    }
}
