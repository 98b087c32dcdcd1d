(() => {
  const figures = JSON.parse(document.getElementById('figures').textContent);
  const plots = [...document.querySelectorAll('[data-figure]')];
  const printed = matchMedia('print');
  const narrow = matchMedia('screen and (max-width: 44rem)');
  /** Width of a figure on paper, in CSS pixels: what A4 and Letter leave between the margins. */
  const paperWidth = 640;

  /** The figure with the names of colours looked up in the style sheet; only colours, never text, are replaced. */
  function coloured(value, style) {
    if (Array.isArray(value)) return value.map((item) => coloured(item, style));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        /color$/.test(key) && typeof item === 'string' && item.startsWith('@')
          ? style.getPropertyValue(`--${item.slice(1)}`).trim()
          : coloured(item, style),
      ]),
    );
  }

  function draw() {
    const style = getComputedStyle(document.documentElement);
    const family = getComputedStyle(document.body).fontFamily;
    for (const plot of plots) {
      const figure = coloured(figures[plot.dataset.figure], style);
      const layout = narrow.matches ? { ...figure.layout, ...figure.narrow } : figure.layout;
      layout.font.family = family;
      layout.hoverlabel.font.family = family;
      if (printed.matches) layout.width = paperWidth;
      Plotly.react(plot, figure.data, layout, { displayModeBar: false, responsive: true });
    }
  }

  draw();
  for (const change of [matchMedia('(prefers-color-scheme: dark)'), printed, narrow])
    change.addEventListener('change', draw);
})();
