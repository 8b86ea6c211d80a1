using System.Text.Json.Nodes;

namespace PML.Tests.Jupyter;

/// <summary>What a real client sees of the kernel: kernel_client.py does it all with one kernel, the tests look at what came of it.</summary>
public sealed class KernelClientTests(KernelClientRun run) : IClassFixture<KernelClientRun>
{
    private const string Interrupted = """["Interrupted","10"]""";

    [SkippableFact]
    public void ItSaysWhatItIs()
    {
        var info = run["kernel_info"];
        Assert.Equal(("ok", "5.4", "pml-csharp"), ((string?)info["status"], (string?)info["protocol_version"], (string?)info["implementation"]));
        Assert.Equal(("C#", ".cs", "text/x-csharp"), ((string?)info["language_info"]!["name"], (string?)info["language_info"]!["file_extension"], (string?)info["language_info"]!["mimetype"]));
        Assert.True((bool)run["heartbeat"]);
    }

    [SkippableFact]
    public void ACellHasAResultThatCarriesItsNumber()
    {
        var (reply, outputs) = run.Cell("result");
        Assert.Equal("ok", (string?)reply["status"]);
        Assert.Equal("execute_result", (string?)Assert.Single(outputs)![0]);
        var result = outputs[0]![1]!.AsObject();
        Assert.Equal("11", (string?)result["data"]!["text/plain"]);
        Assert.Equal((int)reply["execution_count"]!, (int)result["execution_count"]!);
        Assert.False(result.ContainsKey("transient"), "only displays have transient data");
        Assert.Equal(["status", "execute_input", "execute_result", "status"], run["what_is_published"].AsArray().Select(m => (string?)m![0]));
    }

    [SkippableFact]
    public void TextIsStreamedByItsStreamWhileTheCellRuns()
    {
        Assert.Equal("""[["stream",{"name":"stdout","text":"out"}],["stream",{"name":"stderr","text":"err"}]]""", run.Cell("streams").Outputs.ToJsonString());
        Assert.Equal("""["first\n","ok","second\n"]""", run["streamed_while_it_runs"].ToJsonString());
    }

    [SkippableFact]
    public void ADisplayIsUpdatedByItsName()
    {
        var outputs = run.Cell("display_and_update").Outputs;
        Assert.Equal(["display_data", "update_display_data"], outputs.Select(o => (string?)o![0]));
        Assert.Equal(["a", "b"], outputs.Select(o => (string?)o![1]!["data"]!["text/plain"]));
        var names = outputs.Select(o => (string?)o![1]!["transient"]!["display_id"]).ToArray();
        Assert.NotNull(names[0]);
        Assert.Equal(names[0], names[1]);
    }

    [SkippableFact]
    public void AnErrorIsPublishedAndReplied()
    {
        var (reply, outputs) = run.Cell("error");
        Assert.Equal(("error", "InvalidOperationException", "no such thing"), ((string?)reply["status"], (string?)reply["ename"], (string?)reply["evalue"]));
        Assert.Equal("error", (string?)Assert.Single(outputs)![0]);
        Assert.Equal("no such thing", (string?)outputs[0]![1]!["evalue"]);
        Assert.NotEmpty(outputs[0]![1]!["traceback"]!.AsArray());
        Assert.StartsWith("line 2, column 13: CS0029", (string?)run.Cell("compile_error").Reply["evalue"], StringComparison.Ordinal);
    }

    [SkippableFact]
    public void CellsBehindAFailedOneAreAbortedUnlessTheClientWantsThem()
    {
        Assert.Equal("""["error","aborted","aborted","error","10"]""", run["stop_on_error"].ToJsonString());
        Assert.Equal("""["error","ok"]""", run["go_on_after_error"].ToJsonString());
    }

    [SkippableFact]
    public void ASilentCellShowsNothingAndHasNoNumber() => Assert.Equal("""["ok",[],1]""", run["silent"].ToJsonString());

    [SkippableFact]
    public void ExpressionsOfTheUserAreAnsweredOneByOne()
    {
        var expressions = run["user_expressions"]["user_expressions"]!;
        Assert.Equal(("ok", "4"), ((string?)expressions["right"]!["status"], (string?)expressions["right"]!["data"]!["text/plain"]));
        Assert.Equal("error", (string?)expressions["wrong"]!["status"]);
        Assert.NotNull(expressions["wrong"]!["ename"]);
    }

    [SkippableFact]
    public void CompletionsReplaceWhatIsTypedCountedInCharacters()
    {
        var found = run["complete"];
        Assert.Contains("Length", found["matches"]!.AsArray().Select(m => (string?)m));
        Assert.Equal((21, 25), ((int)found["cursor_start"]!, (int)found["cursor_end"]!));
    }

    [SkippableFact]
    public void InspectionShowsSignatureAndDocumentation()
    {
        Assert.True((bool)run["inspect"]["found"]!);
        Assert.Contains("Max(int", (string?)run["inspect"]["data"]!["text/plain"], StringComparison.Ordinal);
        Assert.Equal(("ok", false), ((string?)run["inspect_nothing"]["status"], (bool)run["inspect_nothing"]["found"]!));
    }

    [SkippableFact]
    public void ItKnowsACellThatIsNotFinished() => Assert.Equal("""[{"status":"complete"},{"status":"incomplete","indent":"    "},{"status":"invalid"}]""", run["is_complete"].ToJsonString());

    [SkippableFact]
    public void HistoryIsFoundByItsEndByPatternAndByRange()
    {
        var history = run["history"];
        Assert.Equal("""["past + 1","past + 2"]""", Plain(history[0]));
        Assert.Equal("""["past + 2"]""", Plain(history[1]));
        Assert.Equal("""["var ten = 10;\nten + 1"]""", Plain(history[2]));
    }

    [SkippableFact]
    public void ACommIsClosedAgain()
    {
        Assert.Empty(run["comms"][0]!.AsObject());
        Assert.Equal("""["comm_close",{"comm_id":"c1","data":{}}]""", run["comms"][1]!.AsArray().Single(m => (string?)m![0] == "comm_close")!.ToJsonString());
    }

    [SkippableFact]
    public void AQuestionIsAnsweredOrRefused()
    {
        Assert.Equal("""[[{"prompt":"Who?","password":false}],"ok",{"text/plain":"Ada"}]""", run["input_answered"].ToJsonString());
        Assert.Equal("error", (string?)run["input_refused"]["status"]);
        Assert.Contains("takes none", (string?)run["input_refused"]["evalue"], StringComparison.Ordinal);
    }

    [SkippableFact]
    public void AnUnknownRequestIsToldSo() => Assert.Contains("'dance_request'", (string?)run["unknown_request"]["evalue"], StringComparison.Ordinal);

    [SkippableTheory]
    [InlineData("loop")]
    [InlineData("sleep")]
    [InlineData("await")]
    [InlineData("question")]
    public void AnInterruptStopsTheCellAndKeepsTheSession(string kind) => Assert.Equal(Interrupted, run[$"interrupt_of_a{(kind == "await" ? "n" : "")}_{kind}"].ToJsonString());

    [SkippableFact]
    public void AnInterruptEndsATrainingAtTheNextBatchAndKeepsItsCheckpoint()
    {
        var outcome = run["interrupt_of_a_training"];
        Assert.Equal(("Interrupted", "10"), ((string?)outcome[0], (string?)outcome[3]));
        Assert.Matches("^PML, seed 0 was stopped at step [0-9]+ of 160000\\.", (string?)outcome[1]);
        Assert.NotEmpty(outcome[2]!.AsArray());
    }

    [SkippableFact]
    public void AWrongSignatureExecutesNothing() => Assert.Equal("""["10",[],"ok",["executed"]]""", run["wrong_signature"].ToJsonString());

    [SkippableFact]
    public void TwoClientsShareASession() => Assert.Equal("""["10"]""", run["two_clients"].ToJsonString());

    [SkippableFact]
    public void MuchOutputIsCutWithAMessage()
    {
        var output = run["large_output"];
        Assert.True((bool)output[0]!);
        Assert.EndsWith("(cut here: more than 1000000 characters)\n", (string?)output[1], StringComparison.Ordinal);
        Assert.Contains("cut here", (string?)output[2]!["text/plain"], StringComparison.Ordinal);
        Assert.Equal("10", (string?)output[3]);
    }

    [SkippableFact]
    public void ARestartBeginsANewSession()
    {
        Assert.Equal("error", (string?)run["restart"][0]!["status"]);
        Assert.Equal(2, (int)run["restart"][1]!);
    }

    [SkippableFact]
    public void ACellThatEndsTheProcessIsToldAsItsError()
    {
        var cell = run["environment_exit"][0]!;
        Assert.Equal(("error", "ProcessEnded"), ((string?)cell["reply"]!["status"], (string?)cell["reply"]!["ename"]));
        Assert.Equal(["stream", "error"], cell["outputs"]!.AsArray().Select(o => (string?)o![0]));
        Assert.Equal(3, (int)run["environment_exit"][1]!);
    }

    [SkippableFact]
    public void ShutdownIsRepliedAndEndsTheProcess() => Assert.Equal("""["shutdown_reply",{"status":"ok","restart":false},0]""", run["shutdown"].ToJsonString());

    private static string Plain(JsonNode? node) => node!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
