// Draws figures (plotly.js's JSON) in the page of outputs: offline, and also in a saved notebook whose kernel does not run.
// This one file is an ES module: VS Code loads it into that page, not beside the others.

let loading;

const plotly = () => window.Plotly ? Promise.resolve(window.Plotly) : loading ??= new Promise((resolve, reject) => {
  const script = document.createElement('script');
  script.src = new URL('./plotly.min.js', import.meta.url).href;
  script.onload = () => resolve(window.Plotly);
  script.onerror = () => reject(new Error('plotly.js could not be loaded'));
  document.head.append(script);
});

// Written by outputs.js, and kept in the notebook's file; figures of others have none.
const alternative = (item) => item.metadata?.metadata?.alt ?? 'Figure';

export const activate = () => ({
  async renderOutputItem(item, element) {
    const { data, layout = {}, config = {}, frames } = item.json();
    const { width, ...rest } = layout;
    const box = element.querySelector('.pml-figure') ?? element.appendChild(Object.assign(document.createElement('div'), { className: 'pml-figure' }));
    box.style.cssText = `width:100%;max-width:${width ?? 760}px;height:${layout.height ?? 450}px`;
    box.setAttribute('role', 'img');
    const alt = alternative(item);
    box.setAttribute('aria-label', alt);
    try {
      // react redraws what has changed, so that a figure that grows does not flicker.
      await (await plotly()).react(box, { data, layout: rest, config: { ...config, responsive: true }, frames });
    } catch (e) {
      box.textContent = `${alt} (not drawn: ${e.message})`;
    }
  },
  disposeOutputItem() { },   // the page takes its elements away itself
});
