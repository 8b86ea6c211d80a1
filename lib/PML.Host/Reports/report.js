// Figures: drawn when they come near, in the colours of the page, and so that a narrow screen can read them.
const dark = matchMedia("(prefers-color-scheme: dark)");
const paper = [21, 24, 30], ink = [226, 230, 238], names = { white: "#ffffff", black: "#000000" };

function channels(color) {
  const text = (names[color.toLowerCase()] || color).trim();
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text);
  if (hex) return [...(hex[1].length === 3 ? hex[1].replace(/./g, "$&$&") : hex[1]).match(/../g).map(pair => parseInt(pair, 16)), 1];
  const numbers = /^rgba?\(([^)]*)\)$/i.exec(text);
  if (!numbers) return null;
  const [r, g, b, a = 1] = numbers[1].split(/[\s,\/]+/).filter(Boolean).map(Number);
  return [r, g, b, a];
}

// White turns into the dark page's colour and black into that of its text; a deep hue becomes lighter.
function shade(color) {
  const from = channels(color);
  if (!from || from.some(Number.isNaN)) return color;
  const [r, g, b, a] = from, light = (0.3 * r + 0.59 * g + 0.11 * b) / 255;
  const grey = Math.max(r, g, b) - Math.min(r, g, b) <= 24;
  const to = grey ? paper.map((p, i) => p + (1 - light) * (ink[i] - p)) : [r, g, b].map(v => v + Math.max(0, 0.45 - light) * 0.9 * (255 - v));
  return `rgba(${to.map(Math.round)},${grey && a < 1 ? Math.min(1, a * 1.6) : a})`;
}

function shaded(node, name) {
  const isColor = /color$/i.test(name || "");
  if (typeof node === "string") return isColor ? shade(node) : node;
  if (Array.isArray(node)) return /colorscale$/i.test(name || "") ? node : node.map(item => shaded(item, typeof item === "string" ? name : ""));
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, shaded(value, key)]));
}

function coloured(figure) {
  if (!dark.matches) return figure;
  const layout = Object.assign({ paper_bgcolor: "white", plot_bgcolor: "white" }, figure.layout);
  layout.font = Object.assign({ color: "#444" }, layout.font);
  for (const key of Object.keys(layout).filter(key => /^[xy]axis\d*$/.test(key)))
    layout[key] = Object.assign({ gridcolor: "#eee", zerolinecolor: "#444", linecolor: "#444" }, layout[key]);
  return Object.assign({}, figure, { data: shaded(figure.data), layout: shaded(layout) });
}

// A single panel shrinks with its legend below it; one of several would be illegible and scrolls in its box.
function fitted(figure, place) {
  const layout = Object.assign({}, figure.layout), room = place.parentElement.clientWidth;
  const single = Object.keys(layout).every(key => !/^(xaxis|yaxis)[2-9]|^(scene|ternary|polar)/.test(key)) && !(layout.annotations || []).length;
  const width = layout.width || 760;
  delete layout.width;
  if (room >= 0.72 * width) return Object.assign({}, figure, { layout });
  // A finger that moves over the figure scrolls the page.
  if (room < 500) {
    layout.dragmode = false;
    figure = Object.assign({}, figure, { config: Object.assign({}, figure.config, { displayModeBar: false }) });
  }
  if (!single || !(layout.xaxis || layout.yaxis)) {
    place.style.width = Math.min(width, Math.max(room, 680)) + "px";
    return Object.assign({}, figure, { layout });
  }
  const entries = layout.showlegend === false ? [] : figure.data.filter(trace => trace.showlegend !== false && trace.visible !== false && trace.name);
  const title = Object.assign({}, (layout.legend || {}).title, { side: "top" });
  let rows = 1, used = 0;
  for (const { name } of entries) {
    const size = 50 + 6.5 * name.length;
    if (used > 0 && used + size > room) [rows, used] = [rows + 1, 0];
    used += size;
  }
  const legend = entries.length > 1 || entries.length && layout.showlegend ? (title.text ? 48 : 26) + 19 * rows : 0;
  layout.margin = Object.assign({}, layout.margin, { l: 46, r: 8 });
  layout.font = Object.assign({}, layout.font, { size: 11 });
  layout.legend = Object.assign({}, layout.legend, { title, orientation: "h", xref: "container", x: 0.01, xanchor: "left", yref: "container", y: 0, yanchor: "bottom" });
  layout.height = Math.min(layout.height || 450, Math.round(room * 0.95)) + legend;
  layout.margin.b = ((figure.layout.margin || {}).b || 60) + legend;
  place.style.height = layout.height + "px";
  return Object.assign({}, figure, { layout });
}

async function draw(box) {
  await window.pmlPlotly;
  if (!window.Plotly) return;
  const figure = JSON.parse(box.querySelector(".figure-data").textContent), place = box.querySelector(".plot");
  box.classList.add("drawn");
  figure.config = Object.assign({ responsive: true, displaylogo: false }, figure.config);
  const show = () => Plotly.react(place, fitted(coloured(figure), place));
  try {
    await show();
    dark.addEventListener("change", show);
  } catch (error) {
    box.classList.remove("drawn");
  }
}

const near = new IntersectionObserver(seen => seen.filter(entry => entry.isIntersecting).forEach(entry => {
  near.unobserve(entry.target);
  draw(entry.target);
}), { rootMargin: "1200px" });
document.querySelectorAll(".figure").forEach(box => near.observe(box));

// A wide screen has room for the contents beside the text.
const contents = document.querySelector(".contents details");
if (contents && matchMedia("(min-width: 94rem)").matches) contents.open = true;

const button = document.getElementById("fold");
if (button) button.addEventListener("click", () => {
  const cells = document.querySelectorAll("details.code");
  const open = [...cells].some(cell => cell.open);
  cells.forEach(cell => { cell.open = !open; });
  button.textContent = open ? "Show code" : "Hide code";
});
