/* The export menu: exactly how many rows and columns, the formats, two options. The server makes the file; a copy is
   made here, with the table that came with the menu. Ticks that are links answer the space bar. */
(function () {
  const wuli = window.wuli;
  let asked = 0;
  let closing = null;

  function take(more) {
    const data = { path: location.pathname, search: location.search, n: (asked += 1), ...more };
    window.dash_clientside.set_props("take", { data });
  }

  const make = (tag, props, ...children) => {
    const element = Object.assign(document.createElement(tag), props || {});
    element.append(...children);
    return element;
  };

  wuli.acts.export = () => take({ kind: "menu" });
  /* a file that a button of the page names itself */
  wuli.acts.takefile = (actor) => {
    take({ kind: "file", format: actor.dataset.format, total: true, notes: true });
    wuli.tell(actor.dataset.told);
  };

  function offered(answer) {
    if (answer && answer.formats) show(answer);
    else if (answer && answer.told) wuli.tell(answer.told);
    return window.dash_clientside.no_update;
  }
  window.dash_clientside = Object.assign({}, window.dash_clientside, { wuli_export: { offered } });

  /* -------- the menu hangs under its button; Esc, a click beside it and a choice close it */
  function show(menu) {
    if (document.querySelector(".export-menu")) return;
    const size = make("b", { className: "num", textContent: menu.size });
    const head = make("div", { className: "export-head" }, make("span", { textContent: menu.title }), size);
    const list = make("div", { className: "export-list" }, ...menu.formats.map((format) => choice(menu, format)));
    const total = option(menu.words.export_opt_total, menu.total);
    const notes = option(menu.words.export_opt_notes, true);
    const dialog = make("dialog", { className: "dialog export-menu" }, head, make("small", { textContent: menu.about }), list,
      make("div", { className: "export-options" }, ...(menu.total ? [total, notes] : [notes])));
    dialog.setAttribute("aria-label", menu.title);
    dialog.chosen = () => ({ total: total.querySelector("input").checked, notes: notes.querySelector("input").checked });
    closing = () => dialog.close();
    const opener = document.querySelector('[data-act="export"]');
    if (opener && document.activeElement === document.body) opener.focus(); /* opened by its key: come back to the button */
    wuli.openDialog(dialog);
    hang(dialog);
    list.querySelector("button").focus();
    list.addEventListener("keydown", walk);
  }

  function option(text, on) {
    const box = make("input", { type: "checkbox", checked: on });
    return make("label", { className: "export-option" }, box, make("span", { textContent: text }));
  }

  function choice(menu, format) {
    const icon = make("span", { className: `icon icon-${format.icon}` });
    icon.setAttribute("aria-hidden", "true");
    const text = make("span", {}, make("b", { textContent: format.name }), make("small", { textContent: format.sub }));
    const button = make("button", { type: "button", className: "export-choice", onclick: () => chosen(menu, format.id, button) }, icon, text);
    button.dataset.format = format.id;
    return button;
  }

  function hang(dialog) {
    const button = document.querySelector('[data-act="export"]');
    if (!button || window.innerWidth < 768) return;
    const place = button.getBoundingClientRect();
    Object.assign(dialog.style, { margin: "0", top: `${place.bottom + 6}px`, left: "auto",
      right: `${Math.max(12, window.innerWidth - place.right - 90)}px` });
  }

  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll("button")];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  }

  function chosen(menu, format, button) {
    const options = button.closest("dialog").chosen();
    if (format === "link") wuli.copy(location.href, menu.words.copied_link);
    else if (format === "pin") wuli.copy(location.origin + wuli.withParam("v", menu.version), menu.words.copied_pinned);
    else if (format === "copy") copyTable(menu);
    else { take({ kind: "file", format, ...options }); wuli.tell(menu.words.export_wait); }
    if (closing) closing();
  }

  /* -------- a table for spreadsheets (text) and for word processors (HTML) at once */
  async function copyTable(menu) {
    try {
      const item = new ClipboardItem({ "text/plain": new Blob([menu.tsv], { type: "text/plain" }),
        "text/html": new Blob([menu.html], { type: "text/html" }) });
      await navigator.clipboard.write([item]);
      wuli.tell(menu.words.copied);
    } catch (_) {
      copyBoth(menu);
    }
  }

  function copyBoth(menu) { /* without TLS there is no clipboard interface: the copy event takes both kinds */
    const give = (event) => {
      event.clipboardData.setData("text/plain", menu.tsv);
      event.clipboardData.setData("text/html", menu.html);
      event.preventDefault();
    };
    document.addEventListener("copy", give, { once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", give);
    if (done) wuli.tell(menu.words.copied); else wuli.copy(menu.tsv, menu.words.copied);
  }

  /* -------- a link that stands for a tick box or a choice answers the space bar, as such a box does */
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest && event.target.closest('a[role="checkbox"], a[role="radio"]');
    if (box && event.key === " ") { event.preventDefault(); box.click(); }
  });
})();
