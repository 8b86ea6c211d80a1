using System.Text.Json.Nodes;
using CsCheck;
using PML.Support;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Results;

public sealed class RunRecordTests
{
    [Fact]
    public void TheLineIsOneObjectWithTheFrontAmongTheMetrics()
    {
        var record = Records.Of("PML", 3, [[0.9, 0.8], [0.7, 0.95]], 12.5, ("hypervolume", 0.9025));
        Assert.Equal(
            """
            {"schema":1,"experiment":"multimnist","method":"PML","seed":3,"scale":"full","config":{"epochs":10,"learningRate":0.001},
            "data":{"name":"multimnist","protocol":"paper","sha256":"0123abcd"},"engine":"TorchSharp 0.107.0","library":1,"device":"cpu","commit":"0123456789ab",
            "command":"pml run notebooks/02-multimnist.ipynb","seconds":12.5,"metrics":{"hypervolume":0.9025,"front":[[0.9,0.8],[0.7,0.95]]}}
            """.ReplaceLineEndings(""), record.ToJson());
    }

    [Fact]
    public void AValidationFrontAndCurvesAreKeptWhereThereAreSome()
    {
        var plain = Records.Of("PML", 3, [[0.9, 0.8]]);
        Assert.DoesNotContain("validFront", plain.ToJson());
        Assert.DoesNotContain("curves", plain.ToJson());
        var record = plain with { ValidFront = [[0.7, 0.6], [0.5, 0.9]], Curves = new Dictionary<string, IReadOnlyList<double>> { ["cosine.1-2"] = [0.01, 0.5] } };
        Assert.EndsWith(""","validFront":[[0.7,0.6],[0.5,0.9]],"curves":{"cosine.1-2":[0.01,0.5]}}""", record.ToJson());
        var read = RunRecordJson.Read(record.ToJson());
        Assert.Equal(record, read);
        Assert.Equal([0.01, 0.5], read.Curves["cosine.1-2"]);
        Assert.Equal([0.5, 0.9], read.ValidFront[1]);
        Assert.NotEqual(plain, record);
        Assert.Contains("cosine.1-2", Assert.Throws<PmlException>(() => (record with { Curves = new Dictionary<string, IReadOnlyList<double>> { ["cosine.1-2"] = [double.NaN] } }).ToJson()).Message);
    }

    [Fact]
    public void EveryNumberAndTextReadsBackTheSame() => Gen.Select(Gen.Double.Where(double.IsFinite), Gen.String, Gen.Long).Sample((number, text, seed) =>
    {
        var method = string.Concat(text.Where(c => !char.IsSurrogate(c)));
        var record = Records.Of(method, seed, [[number, 1]], Math.Abs(number), ("task1.accuracy", number)) with { Command = method };
        var line = record.ToJson();
        var read = RunRecordJson.Read(line);
        return !line.Contains('\n') && read == record && read.ToJson() == line && read.Metrics["task1.accuracy"].Equals(number) && read.Method == method;
    });

    [Fact]
    public void EqualityIsByValue()
    {
        var record = Records.Of("PML", 0, [[0.5, 0.5]], 1, ("a", 1), ("b", 2));
        Assert.Equal(record, Records.Of("PML", 0, [[0.5, 0.5]], 1, ("b", 2), ("a", 1)));
        Assert.Equal(record.GetHashCode(), Records.Of("PML", 0, [[0.5, 0.5]], 1, ("b", 2), ("a", 1)).GetHashCode());
        Assert.NotEqual(record, Records.Of("PML", 0, [[0.5, 0.6]], 1, ("a", 1), ("b", 2)));
        Assert.NotEqual(record, record with { Device = "cuda" });
    }

    [Fact]
    public void TheSetUpIsWhatDecidesTheResult()
    {
        var record = Records.Of("PML", 0);
        Assert.Equal(record.Setup, (record with { Device = "cuda", Seconds = 1, Commit = "other", Command = "other" }).Setup);
        Assert.Equal(record.Setup, (record with { Config = (JsonObject)JsonNode.Parse("""{ "learningRate": 1.0e-3, "epochs": 10.0 }""")! }).Setup);
        RunRecord[] others =
        [
            record with { Seed = 1 }, record with { Method = "LS" }, record with { Experiment = "census" }, record with { Scale = "smoke" },
            record with { Data = record.Data with { Sha256 = "ff" } }, record with { Config = new JsonObject { ["epochs"] = 11, ["learningRate"] = 1e-3 } },
            record with { Config = new JsonObject { ["epochs"] = 10, ["learningRate"] = "0.001" } },
        ];
        Assert.All(others, other => Assert.NotEqual(record.Setup, other.Setup));
    }

    [Fact]
    public void RefusesNumbersThatJsonCannotHold()
    {
        Assert.Contains("'task1.accuracy'", Assert.Throws<PmlException>(Records.Of("PML", 0, null, 1, ("task1.accuracy", double.NaN)).ToJson).Message);
        Assert.Contains("'front'", Assert.Throws<PmlException>(Records.Of("PML", 0, [[1, double.PositiveInfinity]]).ToJson).Message);
        Assert.Contains("'front'", Assert.Throws<PmlException>(Records.Of("PML", 0, null, 1, ("front", 1)).ToJson).Message);
    }

    [Theory]
    [InlineData("{\"schema\":1,", "no whole JSON object")]
    [InlineData("[1]", "no JSON object")]
    [InlineData("{\"schema\":2}", "schema is 2")]
    [InlineData("{\"schema\":\"1\"}", "'schema' must be an integer")]
    public void SaysWhyALineIsNoRecord(string line, string reason) => Assert.Contains(reason, Assert.Throws<FormatException>(() => RunRecordJson.Read(line)).Message);

    [Theory]
    [InlineData("experiment", "1", "'experiment' must be text")]
    [InlineData("seed", "0.5", "'seed' must be an integer")]
    [InlineData("seconds", "1e999", "'seconds' must be a number")]
    [InlineData("config", "[]", "'config' must be an object")]
    [InlineData("data", "{}", "'name' must be text")]
    [InlineData("metrics", "{\"a\":\"1\"}", "'a' must be a number")]
    [InlineData("metrics", "{\"front\":[1]}", "array of points")]
    [InlineData("metrics", "{\"front\":[[1],[1,2]]}", "one length")]
    [InlineData("metrics", "{\"front\":[[null]]}", "must hold numbers")]
    public void SaysWhichEntryIsWrong(string entry, string value, string reason)
    {
        var json = JsonNode.Parse(Records.Of("PML", 0).ToJson())!;
        json[entry] = JsonNode.Parse(value);
        Assert.Contains(reason, Assert.Throws<FormatException>(() => RunRecordJson.Read(json.ToJsonString())).Message);
    }
}
