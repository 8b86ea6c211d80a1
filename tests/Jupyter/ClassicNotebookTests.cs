using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using PML.Figures;
using PML.Host.Jupyter;
using PML.Tests.Host;
using PML.Tests.RepoRules;

namespace PML.Tests.Jupyter;

/// <summary>Debian's Jupyter Notebook in a headless Chromium: a notebook is opened, all its cells run, and what is drawn is looked at in the page.</summary>
public sealed class ClassicNotebookTests : IDisposable
{
    private const string Server = "/usr/bin/jupyter-notebook", Token = "of-this-test-only";
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly NotebookFolder _folder = new();

    [SkippableFact]
    public void All_cells_run_and_three_kinds_of_figure_are_drawn()
    {
        Skip.IfNot(File.Exists(Server), "Jupyter Notebook is not installed: apt-get install jupyter-notebook");
        Skip.IfNot(ChromiumRenderer.IsAvailable(out string why), why);
        string root = Repository.Root;
        _folder.Notebook(
            "figures.ipynb",
            $"#!import {root}/notebooks/pml.csx",
            $"TaskAxis[] tasks = [new(\"Top left\"), new(\"Bottom centre\"), new(\"Top right\")];\nvar pml = Runs.Load(\"{root}/notebooks/results/multimnist3.jsonl\").Where(run => run.Method == \"PML\").Take(1).ToArray();",
            $"FrontFigure.Of(Runs.Load(\"{root}/notebooks/results/multimnist.jsonl\").Where(run => run.Method == \"PML\").Take(1))",
            "SimplexFigure.Of(tasks, pml)",
            "SpaceFrontFigure.Of(tasks, pml)",
            "var live = display(\"begun\");\nfor (var i = 1; i <= 5; i++) live.Update($\"step {i}\");");
        KernelSpec.Install(_folder.Path, ["dotnet", Path.Combine(root, "lib", "bin", "PML.Host.dll"), "kernel", "start"]);
        using var server = Start(out int port);
        try
        {
            var seen = Drive($"http://127.0.0.1:{port}/notebooks/figures.ipynb?token={Token}");
            Assert.Equal("", (string?)seen["failed"]);
            Assert.Equal("", (string?)seen["thrown"]);
            Assert.Equal(2, (int)seen["plain"]!);   // the front and the triangles
            Assert.Equal(1, (int)seen["space"]!);   // the front in space
            Assert.Equal("step 5", ((string?)seen["live"])?.Trim());
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
        }
    }

    public void Dispose() => _folder.Dispose();

    private static JsonObject Drive(string address)
    {
        using var browser = new ChromiumBrowser();
        return browser.Use(page =>
        {
            page.Send("Page.enable", [], s_limit, default);
            page.Send("Page.addScriptToEvaluateOnNewDocument", new() { ["source"] = "window.thrown = []; window.addEventListener('error', e => { if (e.error) window.thrown.push(e.error.message); });" }, s_limit, default);
            page.Send("Page.navigate", new() { ["url"] = address }, s_limit, default);
            Until(page, "window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()");
            page.Evaluate("Jupyter.notebook.execute_all_cells()", s_limit, default);
            Until(page, "Jupyter.notebook.get_cells().every(cell => cell.input_prompt_number > 0)");
            Until(page, "document.querySelectorAll('.js-plotly-plot').length >= 3 && document.querySelector('.gl-container canvas')");
            return (JsonObject)page.Evaluate("""
                (() => {
                  const cells = Jupyter.notebook.get_cells(), plots = [...document.querySelectorAll('.js-plotly-plot')];
                  return {
                    failed: cells.flatMap(cell => cell.output_area.outputs).filter(output => output.output_type === 'error').map(output => output.evalue).join('; '),
                    thrown: window.thrown.join('; '),
                    plain: plots.filter(plot => !plot.querySelector('canvas') && plot.querySelector('svg.main-svg path')).length,
                    space: plots.filter(plot => plot.querySelector('canvas')).length,
                    live: cells.at(-1).element[0].querySelector('.output').textContent,
                  };
                })()
                """, s_limit, default)!;
        }, default);
    }

    private static void Until(ChromiumPage page, string condition) =>
        page.Evaluate($"(async () => {{ while (!({condition})) await new Promise(go => setTimeout(go, 50)); }})()", s_limit, default);

    private Process Start(out int port)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }
        var start = new ProcessStartInfo(Server, ["--allow-root", "--no-browser", "--ip=127.0.0.1", $"--port={port}", "--port-retries=0", $"--MultiKernelManager.default_kernel_name={KernelSpec.Name}", $"--NotebookApp.token={Token}", $"--notebook-dir={_folder.Path}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["JUPYTER_DATA_DIR"] = _folder.Path;
        start.Environment["PATH"] = $"/usr/bin:{start.Environment["PATH"]}";
        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        Answer(port);
        return server;
    }

    private static void Answer(int port)
    {
        for (int i = 0; i < 600; i++)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(100);
            }
        }
        throw new TimeoutException("the notebook server does not answer");
    }
}
