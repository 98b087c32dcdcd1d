(() => {
  const table = document.getElementById('list');
  if (!table) return;
  const csv = JSON.parse(document.getElementById('csv').textContent);
  const search = document.getElementById('search');
  const shown = document.getElementById('shown');
  const showingAll = shown.textContent;
  const none = document.getElementById('none');
  const choices = [...document.querySelectorAll('.choice')];
  const sorters = [...document.querySelectorAll('.sort')];

  const entries = [...table.tBodies].map((body, position) => ({
    body,
    records: csv.listed[position],
    rank: Number(body.dataset.rank),
    name: folded(body.dataset.name),
    probability: Number(body.dataset.probability),
    tier: body.dataset.tier,
    expected: Number(body.dataset.expected),
    people: Number(body.dataset.people),
    words: undefined,
  }));
  let order = entries;

  // Case and accents should not matter to whoever searches.
  function folded(text) {
    return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  }

  function wordsOf(entry) {
    entry.words ??= folded([...entry.body.querySelectorAll('[data-find]')].map((part) => part.textContent).join('\n'));
    return entry.words;
  }

  function filter() {
    const terms = folded(search.value).split(/\s+/).filter(Boolean);
    const tiers = choices.filter((choice) => choice.ariaPressed === 'true').map((choice) => choice.dataset.tier);
    let count = 0;
    for (const entry of entries) {
      const visible =
        (tiers.length === 0 || tiers.includes(entry.tier)) && terms.every((term) => wordsOf(entry).includes(term));
      entry.body.hidden = !visible;
      if (visible) count++;
    }
    none.hidden = count > 0;
    shown.textContent = count === entries.length ? showingAll : `Showing ${grouped(count)} of ${shown.dataset.all}`;
  }

  function grouped(count) {
    return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
  }

  function compare(a, b) {
    if (typeof a === 'string') return a < b ? -1 : a > b ? 1 : 0;
    return a - b;
  }

  function sort(key, direction) {
    const sign = direction === 'ascending' ? 1 : -1;
    order = entries.toSorted((a, b) => {
      // Unknown values come last whichever way the column is sorted.
      const unknown = Number(Number.isNaN(a[key])) - Number(Number.isNaN(b[key]));
      return unknown || sign * compare(a[key], b[key]) || a.rank - b.rank;
    });
    for (const sorter of sorters) sorter.parentElement.ariaSort = sorter.dataset.key === key ? direction : 'none';
    table.append(...order.map((entry) => entry.body));
  }

  function save(records, file) {
    const address = URL.createObjectURL(new Blob([csv.header, ...records], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = file;
    link.click();
    // The browser reads the address after this turn; a minute is ample and frees the memory.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  search.addEventListener('input', filter);
  for (const choice of choices)
    choice.addEventListener('click', () => {
      choice.ariaPressed = String(choice.ariaPressed !== 'true');
      filter();
    });
  document.getElementById('clear').addEventListener('click', () => {
    search.value = '';
    for (const choice of choices) choice.ariaPressed = 'false';
    filter();
    search.focus();
  });
  for (const sorter of sorters)
    sorter.addEventListener('click', () => {
      const { key, first } = sorter.dataset;
      const other = first === 'ascending' ? 'descending' : 'ascending';
      sort(key, sorter.parentElement.ariaSort === first ? other : first);
    });
  table.addEventListener('click', (event) => {
    const toggle = event.target.closest('.toggle');
    if (!toggle) return;
    const open = document.getElementById(toggle.getAttribute('aria-controls')).classList.toggle('open');
    toggle.ariaExpanded = String(open);
  });
  document.getElementById('download-shown').addEventListener('click', (event) => {
    const visible = order.filter((entry) => !entry.body.hidden).map((entry) => entry.records);
    save(visible, event.currentTarget.dataset.file);
  });
  document.getElementById('download-all').addEventListener('click', (event) => {
    save([...csv.listed, csv.others], event.currentTarget.dataset.file);
  });
})();
