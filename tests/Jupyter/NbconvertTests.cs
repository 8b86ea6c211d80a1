using PML.Tests.Notebooks;
using PML.Tests.RepoRules;

namespace PML.Tests.Jupyter;

/// <summary>The kit's notebooks through Jupyter: <c>jupyter nbconvert --execute</c> with the kernel shows what the runner shows. All of them where PML_ALL_NOTEBOOKS is 1.</summary>
public sealed class NbconvertTests
{
    private static readonly string s_host = Path.Combine(Repository.Root, "lib", "bin", "PML.Host.dll");
    private static readonly string s_notebooks = Path.Combine(Repository.Root, "notebooks");
    private static readonly string[] s_quick = ["00-start-here.ipynb", "10-loss-valleys.ipynb"];

    public static TheoryData<string> Notebooks() => Environment.GetEnvironmentVariable("PML_ALL_NOTEBOOKS") == "1" ? SmokeTests.Notebooks() : [.. s_quick];

    [SkippableTheory]
    [MemberData(nameof(Notebooks))]
    public void ItShowsTheSameTextAsInTheRunner(string name)
    {
        JupyterHome.Required();
        Skip.IfNot(File.Exists(s_host), "lib/bin is not built; `lib/pml setup` builds what notebooks load.");
        using var home = new JupyterHome(s_host);
        string runner = home["runner.ipynb"], data = home["prepared"];
        var ran = home.Run("dotnet", s_notebooks, data, null, s_host, "run", name, "--scale", "smoke", "--out", runner);
        Assert.True(ran.Code == 0, ran.Output + ran.Error);
        // The kernel makes the data anew, as the runner did.
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);

        // From standard input, so that it runs in the notebooks' folder and is written elsewhere.
        var converted = home.Run(JupyterHome.Interpreter!, s_notebooks, data, runner, "-m", "nbconvert", "--to", "notebook", "--execute", "--stdin", "--output-dir", home["."], "--output", "kernel.ipynb",
            "--ExecutePreprocessor.kernel_name=pml-csharp", "--ExecutePreprocessor.timeout=600");
        Assert.True(converted.Code == 0, converted.Error);
        var expected = TextOutputs.Of(File.ReadAllText(runner));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, TextOutputs.Of(File.ReadAllText(home["kernel.ipynb"])));
    }

    [SkippableFact]
    public void EveryCommittedNotebookIsValid()
    {
        JupyterHome.Required();
        const string program = "import sys, nbformat\nfor name in sys.argv[1:]:\n    n = nbformat.read(name, as_version=nbformat.NO_CONVERT)\n    assert (n.nbformat, n.nbformat_minor) == (4, 5), name\n    nbformat.validate(n)\n    print(name)";
        string[] names = [.. Repository.Matching(".ipynb")];
        using var home = new JupyterHome();
        var (code, output, error) = home.Run(JupyterHome.Interpreter!, Repository.Root, null, null, ["-c", program, .. names]);
        Assert.True(code == 0, error);
        Assert.Equal(names, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
