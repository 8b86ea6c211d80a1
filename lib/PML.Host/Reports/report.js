for (const data of document.querySelectorAll(".figure-data")) {
  const figure = JSON.parse(data.textContent);
  const place = data.previousElementSibling;
  const layout = figure.layout || {};
  // A figure that is wider than the page takes the page's width.
  if (layout.width > place.clientWidth) delete layout.width;
  Plotly.newPlot(place, figure.data, layout, Object.assign({ responsive: true, displaylogo: false }, figure.config))
    .then(() => figure.frames && Plotly.addFrames(place, figure.frames));
}
const button = document.getElementById("fold");
if (button) button.addEventListener("click", () => {
  const cells = document.querySelectorAll(".cell > details");
  const open = [...cells].some(cell => cell.open);
  cells.forEach(cell => { cell.open = !open; });
  button.textContent = open ? "Show code" : "Hide code";
});
