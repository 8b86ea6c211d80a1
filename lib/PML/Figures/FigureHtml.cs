using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace PML.Figures;

/// <summary>Figures as HTML.</summary>
internal static class FigureHtml
{
    /// <summary>A box and the script that draws into it once window.Plotly is there.</summary>
    /// <remarks>
    /// The box is found by the figure's hash, not by an id: the same figure may be on a page twice, and notebook clients
    /// run scripts in ways that hide which element a script belongs to.
    /// </remarks>
    internal static string Fragment(Figure figure)
    {
        var json = figure.Json(width: null);
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];
        var alt = WebUtility.HtmlEncode(figure.Alt);
        return string.Create(CultureInfo.InvariantCulture, $$"""
            <div class="pml-figure" data-figure="{{hash}}" role="img" aria-label="{{alt}}" style="width:100%;max-width:{{figure.Width}}px;height:{{figure.Height}}px">{{alt}}</div>
            <script type="text/javascript">(function () {
              var figure = {{json}};
              function draw(tries) {
                var boxes = document.querySelectorAll('[data-figure="{{hash}}"]:not([data-drawn])');
                if (window.Plotly) boxes.forEach(function (box) {
                  box.setAttribute('data-drawn', '');
                  box.textContent = '';
                  window.Plotly.newPlot(box, figure);
                });
                else if (tries < 1200) setTimeout(function () { draw(tries + 1); }, 50);
              }
              draw(0);
            })();</script>

            """);
    }

    /// <summary>A page with one figure and plotly.js inside.</summary>
    /// <exception cref="Support.PmlException">plotly.js is missing.</exception>
    internal static string Page(Figure figure) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{WebUtility.HtmlEncode(figure.Alt)}</title>
        {PlotlyScript.Html()}</head>
        <body>
        {figure.ToHtml()}</body>
        </html>

        """;
}
