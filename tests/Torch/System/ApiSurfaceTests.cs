using TorchSharp;

namespace PML.Tests.Torch.SystemEngine;

/// <summary>Whatever PML.Torch offers is in TorchSharp too, so that code written for it runs on either engine.</summary>
public sealed class ApiSurfaceTests
{
    private const string Listing = "../shared/torchsharp/api-0.106.0.txt";

    [SkippableFact]
    public void EveryPublicMemberIsOneOfTorchSharp()
    {
        var listing = ReadListing();
        var own = ApiWriter.Lines(typeof(torch).Assembly).ToArray();
        Assert.NotEmpty(own);
        var foreign = own.Where(line => !listing.Fits(line)).ToArray();
        Assert.True(foreign.Length == 0, string.Join('\n', foreign));
    }

    [SkippableFact]
    public void AForeignTypeIsReported()
    {
        var listing = ReadListing();
        Assert.All(ApiWriter.Lines(typeof(Foreign)), line => Assert.False(listing.Fits(line), line));
    }

    [Theory]
    [InlineData("static N.C::f(Int64 a, Int64[] b = null) : N.C", true)]
    [InlineData("static N.C::f(Int64 a, Int64[] b) : N.C", true)]
    [InlineData("static N.C::f(Int64 a) : N.C", true)]
    [InlineData("static N.C::f(Int64 a, Int64[] b = null, Boolean c = false, Int32 d = 0) : N.C", false)]
    [InlineData("static N.C::f(Int32 a) : N.C", false)]
    [InlineData("static N.C::f(Int64 x) : N.C", false)]
    [InlineData("static N.C::f(Int64 a = 0) : N.C", false)]
    [InlineData("static N.C::f(Int64 a, Boolean c = false) : N.C", false)]
    [InlineData("static N.C::f(Int64 a, Int64[] b = null, Boolean c = true) : N.C", false)]
    [InlineData("static N.C::f(Int64 a) : Int64", false)]
    [InlineData("static N.C::g(Int64 a) : N.C", false)]
    [InlineData("method N.C::f(Int64 a) : N.C", false)]
    [InlineData("static N.C::f() : N.C", false)]
    [InlineData("static N.C::h(System.Collections.Generic.IDictionary<Int64, N.C> m, Double[,] x) : Void", true)]
    [InlineData("static N.C::h(System.Collections.Generic.IDictionary<Int64, N.D> m, Double[,] x) : Void", false)]
    [InlineData("property N.C::p : Int64 { get; }", true)]
    [InlineData("property N.C::p : Int64 { get; set; }", false)]
    [InlineData("static property N.C::p : Int64 { get; }", false)]
    [InlineData("property N.C::p : Int32 { get; }", false)]
    [InlineData("property N.C::Item[Int64 i] : N.C { set; }", true)]
    [InlineData("property N.C::Item[Int64 j] : N.C { get; }", false)]
    [InlineData("const N.E::One : N.E = 1", true)]
    [InlineData("const N.E::One : N.E = 2", false)]
    [InlineData("static field N.C::z : N.C", true)]
    [InlineData("field N.C::z : N.C", false)]
    [InlineData("new N.C(String s)", true)]
    [InlineData("new N.C(Int64 s)", false)]
    [InlineData("class N.C", true)]
    [InlineData("static class N.C", false)]
    public void AMemberFitsWhereItsCallsAreCallsOfAListedOne(string line, bool fits) => Assert.Equal(fits, new ApiListing(
    [
        "class N.C : N.B",
        "static N.C::f(Int64 a, Int64[] b = null, Boolean c = false) : N.C",
        "static N.C::h(System.Collections.Generic.IDictionary<Int64, N.C> m, Double[,] x, String s = \", (\") : Void",
        "property N.C::p : Int64 { get; }",
        "property N.C::Item[Int64 i] : N.C { get; set; }",
        "const N.E::One : N.E = 1",
        "static field N.C::z : N.C",
        "new N.C(String s, Int32 index = -1)",
    ]).Fits(line));

    private static ApiListing ReadListing()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PML.Notebooks.sln"))) folder = folder.Parent;
        var file = Path.Combine(folder?.FullName ?? "", Listing);
        Skip.IfNot(folder is not null && File.Exists(file), $"The listing of TorchSharp's public API is not at {Listing}, seen from the repository.");
        return new ApiListing(File.ReadLines(file));
    }

    /// <summary>None of its lines may fit.</summary>
    public sealed class Foreign
    {
        /// <summary>A method that no listing has.</summary>
        public static long add_(long target) => target;
    }
}
