/* `/` finds an indicator, a city or a page by name, id or first letters; ↑ ↓ choose, Enter opens. `?` lists the keys. */
(function () {
  const wuli = window.wuli;
  const lists = {};
  const lang = () => new URLSearchParams(location.search).get("lang") || "zh";

  async function list() {
    lists[lang()] = lists[lang()] || (await (await fetch(`/search/${lang()}.json`)).json());
    return lists[lang()];
  }

  async function search() {
    const found = await list();
    const input = Object.assign(document.createElement("input"), { type: "text", className: "search-field", placeholder: found.hint });
    Object.entries({ role: "combobox", "aria-expanded": "true", "aria-controls": "search-list", "aria-label": found.hint, autocomplete: "off" })
      .forEach(([name, value]) => input.setAttribute(name, value));
    const rows = Object.assign(document.createElement("ul"), { id: "search-list", className: "search-list" });
    rows.setAttribute("role", "listbox");
    rows.setAttribute("aria-label", found.hint);
    const dialog = Object.assign(document.createElement("dialog"), { className: "dialog is-narrow" });
    dialog.setAttribute("aria-label", found.hint);
    dialog.append(input, rows);
    let at = 0;
    const show = () => { at = 0; fill(rows, found, input.value); mark(input, rows, at); };
    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); at = Math.min(Math.max(at + step, 0), rows.children.length - 1); mark(input, rows, at); }
      if (event.key === "Enter" && rows.children[at]) { event.preventDefault(); rows.children[at].querySelector("a").click(); }
    });
    rows.addEventListener("click", () => dialog.close());
    wuli.openDialog(dialog);
    show();
    input.focus();
  }

  const plain = (text) => text.toLowerCase().normalize("NFKC").replace(/[\s“”"'()（）、·]/g, "");

  function fill(rows, found, typed) {
    const wanted = plain(typed);
    const score = (row) => { const place = plain(row.text + " " + row.more).indexOf(wanted); return place < 0 ? Infinity : place; };
    const hits = found.rows.map((row) => [score(row), row]).filter(([place]) => place < Infinity)
      .sort((a, b) => a[0] - b[0]).slice(0, 12).map(([, row]) => row);
    rows.replaceChildren(...(hits.length ? hits.map((row, i) => option(row, i)) : [none(found)]));
  }

  function option(row, i) {
    const link = Object.assign(document.createElement("a"), { href: keep(row.href) });
    link.tabIndex = -1;
    const kind = Object.assign(document.createElement("small"), { textContent: row.kind });
    link.append(row.text, kind);
    const item = Object.assign(document.createElement("li"), { id: `search-${i}` });
    item.setAttribute("role", "option");
    item.append(link);
    return item;
  }

  function none(found) {
    const item = Object.assign(document.createElement("li"), { textContent: found.nothing, className: "is-nothing" });
    item.setAttribute("role", "option");
    item.setAttribute("aria-disabled", "true");
    return item;
  }

  function mark(input, rows, at) {
    [...rows.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", `search-${at}`);
    if (rows.children[at]) rows.children[at].scrollIntoView({ block: "nearest" });
  }

  /* the period, the area and the language stay as they are */
  function keep(href) {
    const to = new URL(href, location.href);
    const now = new URLSearchParams(location.search);
    for (const name of ["p", "area", "lang"]) if (now.get(name) && !to.searchParams.get(name)) to.searchParams.set(name, now.get(name));
    return to.pathname + to.search;
  }

  async function keys() {
    const found = await list();
    const dialog = Object.assign(document.createElement("dialog"), { className: "dialog is-narrow" });
    dialog.setAttribute("aria-label", found.keys_title);
    const title = Object.assign(document.createElement("h2"), { textContent: found.keys_title });
    const table = document.createElement("dl");
    table.className = "keys";
    found.keys.forEach(([key, text]) => table.append(Object.assign(document.createElement("dt"), { textContent: key }),
      Object.assign(document.createElement("dd"), { textContent: text })));
    dialog.append(title, table);
    wuli.openDialog(dialog);
  }

  wuli.acts.search = search;
  document.addEventListener("keydown", (event) => {
    const field = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "?" && !field && !document.querySelector("dialog[open]")) keys();
  });
})();
