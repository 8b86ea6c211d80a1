using System.IO.Compression;
using System.Net;
using PML.Support;

namespace PML.Figures;

/// <summary>plotly.js, which draws the figures. Show one in a notebook, and its figures are interactive without a network.</summary>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html"])]
public sealed class PlotlyScript
{
    private const string FileName = "plotly.min.js";
    private const long LargestFile = 64L << 20;

    /// <summary>Where plotly.js lies: the file that <c>PML_PLOTLY</c> names, else <c>plotly.min.js</c> beside the library or in <c>lib/bin</c>.</summary>
    /// <returns>The file's full path.</returns>
    /// <exception cref="PmlException">There is none.</exception>
    public static string Find() =>
        Find(Environment.GetEnvironmentVariable("PML_PLOTLY"), Path.GetDirectoryName(typeof(PlotlyScript).Assembly.Location) is { Length: > 0 } beside ? beside : AppContext.BaseDirectory);

    internal static string Find(string? named, string start)
    {
        if (!string.IsNullOrEmpty(named))
            return File.Exists(named) ? Path.GetFullPath(named) : throw new PmlException($"PML_PLOTLY must name the file plotly.min.js; found {named}, which is not there.");
        return Candidates(start).FirstOrDefault(File.Exists)
            ?? throw new PmlException($"Figures need {FileName}, which is neither beside the library nor in lib/bin. Type `lib/pml setup` to fetch it.");
    }

    /// <summary>plotly.js as a script element that does nothing where a page has it already.</summary>
    /// <returns>HTML of about two megabytes: the script is in it compressed, and there a moment after the element.</returns>
    /// <exception cref="PmlException">plotly.js is missing.</exception>
    public static string Html() => Html(Find());

    internal static string Html(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > LargestFile) throw new PmlException($"{path} has {length >> 20} MiB; plotly.js may have at most {LargestFile >> 20}. Type `lib/pml setup` to fetch it again.");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(File.ReadAllBytes(path));
        return $$"""
            <script type="text/javascript">if (!window.Plotly && !window.pmlPlotly) window.pmlPlotly = (async function () { // plotly.js, packed
              const packed = Uint8Array.from(atob("{{Convert.ToBase64String(packed.ToArray())}}"), letter => letter.charCodeAt(0));
              const script = document.createElement('script');
              script.textContent = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
              document.head.appendChild(script).remove();
            })();</script>

            """;
    }

    private static IEnumerable<string> Candidates(string start)
    {
        yield return Path.Combine(start, FileName);
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PML.Notebooks.sln")))
                yield return Path.Combine(folder.FullName, "lib", "bin", FileName);
    }

    private sealed class Formatters
    {
        public IEnumerable<object> CreateTypeFormatters() => [new TypeFormatter<PlotlyScript>("text/html", _ => Shown()), new TypeFormatter<PlotlyScript>("text/plain", _ => "")];

        // A notebook's first cell must not fail for what only its figures need.
        private static string Shown()
        {
            try
            {
                return Html();
            }
            catch (PmlException e)
            {
                return $"<p>{WebUtility.HtmlEncode(e.Message)}</p>";
            }
        }
    }
}
