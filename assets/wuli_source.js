/* The drawer of a figure: `src` in the address opens it over the page, Back and Esc close it. The page stays as it is:
   Dash is not told of the change, so nothing of the page is asked for or drawn again. */
(function () {
  const wuli = window.wuli;
  const KEY = "src";
  let asked = 0, wanted = 0, shown = "", chosen = 0, still;

  const box = () => document.getElementById("drawer-box");
  const told = () => new URL(location.href).searchParams.get(KEY) || "";
  const set = (id, data) => window.dash_clientside.set_props(id, { data });

  /* the address without the drawer: what the page shows */
  function bare(address) {
    const url = new URL(address || location.href);
    url.searchParams.delete(KEY);
    return url.pathname + url.search;
  }
  let page = bare();

  /* -------- opening and closing are steps of the history */
  function point(key) {
    const url = new URL(location.href);
    url.searchParams.set(KEY, key);
    const depth = told() ? ((history.state || {}).drawer || 0) + 1 : 1;
    if (url.href !== location.href) history.pushState({ drawer: depth }, "", url.pathname + url.search.replaceAll("%7E", "~"));
    sync();
  }
  wuli.point = point;

  function away() {
    const depth = (history.state || {}).drawer || 0;
    if (depth) { history.go(-depth); return; }
    history.replaceState({}, "", bare());
    sync();
  }

  /* first of all listeners: a step that only opens or closes the drawer is not Dash's business */
  window.addEventListener("popstate", (event) => {
    if (bare() === page) event.stopImmediatePropagation(); else page = bare();
    sync();
  }, true);
  window.addEventListener("_dashprivate_pushstate", () => { page = bare(); sync(); }, true);

  function sync() {
    const key = told(), place = box();
    if (!place) return;
    if (!key) { shown = ""; if (place.open) place.close(); return; }
    if (key === shown && place.open) return;
    shown = key;
    chosen = 0;
    wanted = asked += 1;
    place.classList.add("is-waiting");
    const search = bare().replace(location.pathname, "");
    set("drawer-ask", { path: location.pathname, search, key, n: wanted });
    if (!place.open) place.showModal();
  }

  /* -------- answers */
  function arrived(meta) {
    const place = box();
    if (!meta || !place || meta.n !== wanted) return window.dash_clientside.no_update;
    place.classList.remove("is-waiting");
    requestAnimationFrame(() => {
      place.scrollTop = 0;
      const title = document.getElementById("drawer-title");
      if (title && place.open && (!place.contains(document.activeElement) || document.activeElement === place)) title.focus({ preventScroll: true });
    });
    chosen = meta.cell || 0;
    ask(chosen);
    return window.dash_clientside.no_update;
  }

  function ask(id) {
    set("story-ask", { path: location.pathname, search: bare().replace(location.pathname, ""), id, n: (asked += 1) });
  }

  /* the cell that was asked for comes into sight on its sheet, and from a list into sight in the drawer */
  function storied() {
    requestAnimationFrame(() => {
      const own = document.querySelector(".drawer [data-own]");
      if (!own) return;
      const wrap = own.closest(".excerpt-wrap");
      wrap.scrollLeft = Math.max(0, own.offsetLeft + own.offsetWidth / 2 - wrap.clientWidth / 2);
      if (still) own.closest(".story").scrollIntoView({ block: "nearest", behavior: "auto" });
      still = false;
    });
    return window.dash_clientside.no_update;
  }
  window.dash_clientside = Object.assign({}, window.dash_clientside, { wuli_source: { arrived, told: storied } });

  wuli.acts.undraw = away;
  wuli.acts.pin = (actor) => {
    const url = new URL(location.href);
    url.searchParams.set("v", actor.dataset.version);
    wuli.copy(url.href.replaceAll("%7E", "~"), actor.dataset.told);
  };
  wuli.acts.cell = (actor) => {
    for (const other of document.querySelectorAll(".drawer .cell-place")) {
      const on = other.dataset.cell === actor.dataset.cell;
      other.setAttribute("aria-pressed", on ? "true" : "false");
      const row = other.closest("tr");
      if (on) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
    }
    still = true;
    ask(Number(actor.dataset.cell));
  };

  /* -------- what points at a figure: a link #src=…, anything with data-src, a cell of a table whose heads have one */
  function pointed(target) {
    const link = target.closest("a[href^='#src=']");
    if (link) return link.getAttribute("href").slice(5);
    const own = target.closest("[data-src]");
    if (own && own.tagName !== "TH") return own.dataset.src;
    const cell = target.closest("td");
    const marked = String(getSelection() || ""); /* whoever marks a figure to copy it does not ask for its sources */
    return cell && !marked && !target.closest("a, button") ? crossed(cell) : "";
  }

  /* row and column of a table meet in a figure; counted from the right, for rows may begin with a cell for their group */
  function crossed(cell) {
    const table = cell.closest("table[data-figures]");
    const region = cell.parentElement.dataset.row;
    if (!table || !region || !cell.textContent.trim()) return "";
    const from = cell.parentElement.cells.length - cell.cellIndex;
    const heads = [...table.tHead.rows].find((row) => row.querySelector("th[data-src]"));
    const head = heads && heads.cells[heads.cells.length - from];
    return head && head.dataset.src ? head.dataset.src.replace("~", `~${region}~`) : "";
  }

  document.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button || !event.target.closest) return;
    const place = box();
    if (place && place.open && event.target === place && event.clientX < place.getBoundingClientRect().left) { away(); return; }
    const key = pointed(event.target);
    if (!key) return;
    event.preventDefault();
    event.stopPropagation();
    focusable(event.target);
    point(key);
  }, true);

  /* a cell is no stop of the tab key; when it was clicked or walked to it takes the focus, and gets it back */
  function focusable(target) {
    const cell = target.closest("td, [data-src]");
    if (!cell || target.closest("a, button")) return;
    cell.tabIndex = -1;
    cell.focus({ preventScroll: true });
  }

  /* -------- a table's cells by keyboard: the arrows walk from the table's box, Enter opens */
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest) return;
    const wrap = event.target.matches(".table-wrap") ? event.target : null;
    const cell = event.target.matches("table[data-figures] td") ? event.target : null;
    if (event.key === "Enter" && cell && crossed(cell)) { event.preventDefault(); point(crossed(cell)); return; }
    const step = STEPS[event.key];
    if (!step || (!wrap && !cell)) return;
    const next = cell ? beside(cell, step) : wrap.querySelector("table[data-figures] tr[data-row] td");
    if (!next || !next.closest("table[data-figures]")) return;
    event.preventDefault();
    next.tabIndex = -1;
    next.focus();
  });
  function beside(cell, [x, y]) {
    const row = cell.parentElement;
    if (x) return row.cells[cell.cellIndex + x] || null;
    const rows = [...row.closest("table").querySelectorAll("tr[data-row]")];
    const other = rows[rows.indexOf(row) + y];
    return other ? other.cells[other.cells.length - (row.cells.length - cell.cellIndex)] : null;
  }

  /* -------- Esc; and an address that was opened with the drawer in it */
  document.addEventListener("cancel", (event) => { if (event.target === box()) { event.preventDefault(); away(); } }, true);
  const settled = window.dash_clientside.wuli.settled;
  let begun = false;
  window.dash_clientside.wuli.settled = (meta) => {
    const answer = settled(meta);
    if (!begun && meta) { begun = true; if (location.hash.startsWith("#src=")) fromHash(); sync(); }
    return answer;
  };
  function fromHash() {
    const url = new URL(location.href);
    url.searchParams.set(KEY, decodeURIComponent(url.hash.slice(5)));
    history.replaceState({}, "", url.pathname + url.search);
  }
})();
