(() => {
  const island = JSON.parse(document.getElementById('lines').textContent);
  const remarks = { kept: new Map() };
  keepRemarks();
  const table = document.getElementById('list');
  if (!table) return;
  const atOnce = 50;
  const search = document.getElementById('search');
  const shown = document.getElementById('shown');
  const showingAll = shown.textContent;
  const none = document.getElementById('none');
  const more = document.getElementById('more');
  const choices = [...document.querySelectorAll('.choice')];
  const filters = [...document.querySelectorAll('.filter')];
  const sorters = [...document.querySelectorAll('.sort')];
  // Rows that have been unpacked, by their line; those of the first pack stand in the page.
  const bodies = [...table.tBodies];
  const unpackedPacks = new Map([[0, Promise.resolve()]]);
  const ready = unpacked(island.keys).then((text) => JSON.parse(text).map(lineOf));
  let matching = [];
  let limit = atOnce;
  let sortedBy = { key: 'rank', direction: 'ascending' };
  // Answers to an older question must not overwrite those to a later one.
  let asked = 0;

  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Response(stream).text();
  }

  function lineOf(keys, position) {
    return {
      ...keys,
      position,
      name: folded(keys.name),
      words: folded(keys.words),
      probability: keys.probability ?? Number.NaN,
    };
  }

  // Case and accents should not matter to whoever searches.
  function folded(text) {
    return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  }

  async function find() {
    const question = ++asked;
    const lines = await ready;
    const terms = folded(search.value).split(/\s+/).filter(Boolean);
    const tiers = choices.filter((choice) => choice.ariaPressed === 'true').map((choice) => choice.dataset.tier);
    const wanted = filters.filter(({ value }) => value !== '').map(({ dataset, value }) => [dataset.facet, value]);
    const found = lines.filter(
      (line) =>
        (tiers.length === 0 || tiers.includes(line.tier)) &&
        wanted.every(([facet, value]) => line.facets[facet]?.includes(value)) &&
        terms.every((term) => line.words.includes(term)),
    );
    const { key, direction } = sortedBy;
    const sign = direction === 'ascending' ? 1 : -1;
    found.sort((a, b) => {
      // Unknown values come last whichever way the column is sorted.
      const unknown = Number(Number.isNaN(a[key])) - Number(Number.isNaN(b[key]));
      return unknown || sign * compare(a[key], b[key]) || a.rank - b.rank;
    });
    if (question !== asked) return;
    matching = found;
    shown.textContent =
      found.length === lines.length ? showingAll : `Showing ${grouped(found.length)} of ${shown.dataset.all}`;
    await show(question);
  }

  async function show(question) {
    const rows = matching.slice(0, limit);
    await Promise.all([...new Set(rows.map(({ position }) => Math.floor(position / atOnce)))].map(unpackPack));
    if (question !== asked) return;
    for (const body of [...table.tBodies]) body.remove();
    table.append(...rows.map(({ position }) => bodies[position]));
    none.hidden = matching.length > 0;
    more.hidden = matching.length <= limit;
    more.textContent = `Show ${grouped(Math.min(atOnce, matching.length - limit))} more of ${grouped(matching.length - limit)}`;
  }

  function unpackPack(pack) {
    let unpacking = unpackedPacks.get(pack);
    if (!unpacking) {
      unpacking = unpacked(island.packs[pack - 1]).then((rows) => {
        const holder = document.createElement('template');
        holder.innerHTML = `<table>${rows}</table>`;
        [...holder.content.querySelectorAll('tbody')].forEach((body, i) => {
          bodies[pack * atOnce + i] = body;
          restoreRemarks(body);
        });
      });
      unpackedPacks.set(pack, unpacking);
    }
    return unpacking;
  }

  function grouped(count) {
    return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
  }

  function compare(a, b) {
    if (typeof a === 'string') return a < b ? -1 : a > b ? 1 : 0;
    return a - b;
  }

  function findAnew() {
    limit = atOnce;
    return find();
  }

  async function save(chosen, withOthers, file) {
    const [listed, others] = JSON.parse(await unpacked(island.records));
    const records = [...chosen.flatMap(({ position }) => listed[position]), ...(withOthers ? others.flat() : [])];
    const text = records.map(([contact, cells]) => `${cells},${remarkCells(contact)}\r\n`);
    const address = URL.createObjectURL(new Blob([island.csvHeader, ...text], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = file;
    link.click();
    // The browser reads the address after this turn; a minute is ample and frees the memory.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  // As src/text/spreadsheetText.ts does: what a spreadsheet would take for a formula becomes text.
  function csvText(text) {
    const within = text.replace(/([;\t\r\n]"*)(?=[=+\-@＝＋－＠])/g, "$1'");
    const safe =
      /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? `'${within}` : within;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function remarkCells(contact) {
    const remark = contact === null ? undefined : remarks.kept.get(contact);
    return `${remark?.notNow ? 'yes' : ''},${csvText(remark?.note ?? '')}`;
  }

  search.addEventListener('input', findAnew);
  for (const filter of filters) filter.addEventListener('change', findAnew);
  for (const choice of choices)
    choice.addEventListener('click', () => {
      choice.ariaPressed = String(choice.ariaPressed !== 'true');
      findAnew();
    });
  document.getElementById('clear').addEventListener('click', () => {
    search.value = '';
    for (const choice of choices) choice.ariaPressed = 'false';
    for (const filter of filters) filter.value = '';
    findAnew();
    search.focus();
  });
  for (const sorter of sorters)
    sorter.addEventListener('click', () => {
      const { key, first } = sorter.dataset;
      const other = first === 'ascending' ? 'descending' : 'ascending';
      sortedBy = { key, direction: sorter.parentElement.ariaSort === first ? other : first };
      for (const each of sorters) each.parentElement.ariaSort = each === sorter ? sortedBy.direction : 'none';
      findAnew();
    });
  more.addEventListener('click', () => {
    const next = limit;
    limit += atOnce;
    show(asked).then(() => table.tBodies[next]?.querySelector('button, a')?.focus());
  });
  table.addEventListener('click', (event) => {
    const toggle = event.target.closest('.toggle');
    if (!toggle) return;
    const open = document.getElementById(toggle.getAttribute('aria-controls')).classList.toggle('open');
    toggle.ariaExpanded = String(open);
  });
  document.getElementById('download-shown').addEventListener('click', async () => {
    await find();
    save(matching, false, fileName());
  });
  document.getElementById('download-all').addEventListener('click', async () => {
    save(await ready, true, fileName());
  });
  document.getElementById('print').addEventListener('click', async () => {
    // A call sheet is of the lines that were asked for; more than this nobody calls from paper.
    limit = Math.max(limit, 200);
    await find();
    document.documentElement.classList.add('sheet');
    window.print();
    document.documentElement.classList.remove('sheet');
  });
  find();

  function fileName() {
    return document.getElementById('download-all').dataset.file;
  }

  // What somebody writes beside people is kept by program, in this browser alone; where it keeps nothing, until the page is closed.
  function keepRemarks() {
    const key = `handraise remarks ${island.program}`;
    let kept = {};
    try {
      kept = JSON.parse(localStorage.getItem(key) ?? '{}');
    } catch {
      kept = {};
    }
    remarks.kept = new Map(Object.entries(kept));
    document.addEventListener('input', ({ target }) => {
      const person = target.closest('.remarks') && target.closest('[data-contact]');
      if (!person) return;
      const { contact } = person.dataset;
      const note = person.querySelector('.note textarea').value;
      const notNow = person.querySelector('.not-now input').checked;
      if (note === '' && !notNow) remarks.kept.delete(contact);
      else remarks.kept.set(contact, { note, notNow });
      try {
        localStorage.setItem(key, JSON.stringify(Object.fromEntries(remarks.kept)));
      } catch {
        // Without a store they last as long as the page, and still travel in the CSV.
      }
      for (const other of document.querySelectorAll(`[data-contact="${CSS.escape(contact)}"]`))
        if (other !== person) restoreRemark(other);
      person.classList.toggle('put-off', notNow);
    });
    restoreRemarks(document);
  }

  function restoreRemarks(within) {
    if (remarks.kept.size === 0) return;
    if (within.dataset?.contact !== undefined) restoreRemark(within);
    for (const person of within.querySelectorAll('[data-contact]')) restoreRemark(person);
  }

  function restoreRemark(person) {
    const note = person.querySelector('.note textarea');
    const notNow = person.querySelector('.not-now input');
    if (!note || !notNow) return;
    const remark = remarks.kept.get(person.dataset.contact);
    note.value = remark?.note ?? '';
    notNow.checked = remark?.notNow ?? false;
    person.classList.toggle('put-off', notNow.checked);
  }
})();
