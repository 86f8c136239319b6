/* What the page does without asking the server: links, theme, keys, copying. The address is the state. */
(function () {
  const root = document.documentElement;
  const wuli = (window.wuli = window.wuli || {});

  /* -------- moving: every link inside the program changes the address, and the address changes the page */
  function go(address, replace) {
    const wanted = new URL(address, location.href);
    if (wanted.href === location.href) return;
    history[replace ? "replaceState" : "pushState"]({}, "", wanted.pathname + wanted.search);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    const page = document.querySelector(".page");
    if (page && wanted.pathname !== wuli.path) page.scrollTop = 0;
    wuli.path = wanted.pathname;
  }
  wuli.path = location.pathname;

  function withParam(name, value) {
    const address = new URL(location.href);
    address.searchParams.delete("src");
    if (value) address.searchParams.set(name, value); else address.searchParams.delete(name);
    return address.pathname + address.search;
  }
  Object.assign(wuli, { go, withParam });

  function inside(event) {
    const link = event.target.closest && event.target.closest("a[href^='/']");
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button);
    return plain && link && !link.target && !link.hasAttribute("download") && !link.dataset.plain ? link : null;
  }

  document.addEventListener("click", (event) => {
    const link = inside(event);
    if (link) { event.preventDefault(); go(link.getAttribute("href")); return; }
    const actor = event.target.closest && event.target.closest("[data-act]");
    if (actor && acts[actor.dataset.act]) acts[actor.dataset.act](actor, event);
  });

  /* caught on the way down: on the way up React has already put a choice back to what it was drawn with */
  document.addEventListener("change", (event) => {
    const name = event.target.dataset && event.target.dataset.param;
    if (name) go(withParam(name, event.target.value));
  }, true);

  /* a search field writes while it is typed in, without a step in the history for every letter */
  let typed;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.dataset || !field.dataset.live || event.isComposing) return;
    clearTimeout(typed);
    typed = setTimeout(() => go(withParam(field.dataset.param, field.value.trim()), true), 300);
  });

  /* a second click on a tile opens the city's own page */
  document.addEventListener("dblclick", (event) => {
    const place = event.target.closest && event.target.closest("[data-open]");
    if (place) go(place.dataset.open);
  });

  /* -------- theme: one attribute that the tokens look at, kept for the next visit */
  const THEME_KEY = "wuli-theme";
  function setTheme(theme) {
    try { localStorage.setItem(THEME_KEY, theme); } catch (_) { /* private windows may refuse: the session still switches */ }
    root.setAttribute("data-theme", theme);
    window.dispatchEvent(new CustomEvent("wuli:theme"));
  }
  const kept = (() => { try { return localStorage.getItem(THEME_KEY); } catch (_) { return null; } })();
  root.setAttribute("data-theme", kept === "dark" ? "dark" : "light");

  /* -------- telling: one line at the foot of the screen, read aloud too */
  let hush;
  function tell(text) {
    let line = document.querySelector(".toast");
    if (!line) {
      line = Object.assign(document.createElement("div"), { className: "toast", role: "status" });
      document.body.append(line);
    }
    line.textContent = text;
    line.hidden = false;
    clearTimeout(hush);
    hush = setTimeout(() => { line.hidden = true; }, 3500);
  }

  async function copy(text, told) {
    try { await navigator.clipboard.writeText(text); } catch (_) { copyByHand(text); }
    tell(told);
  }
  function copyByHand(text) { /* an intranet address without TLS has no clipboard interface */
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  Object.assign(wuli, { tell, copy });

  const acts = (wuli.acts = {
    theme: () => setTheme(root.getAttribute("data-theme") === "dark" ? "light" : "dark"),
    link: (actor) => copy(location.href, actor.dataset.told || "OK"),
    copytext: (actor) => copy(actor.dataset.text, actor.dataset.told || "OK"),
    print: () => window.print(),
    again: (_actor, event) => { event.preventDefault(); location.reload(); },
    skip: (_actor, event) => { event.preventDefault(); const page = document.getElementById("main"); page.focus(); },
  });

  /* -------- keys: g then a letter opens a page, e exports, p presents, / searches, arrows walk the tiles */
  const typing = (element) => element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (walk(event)) { event.preventDefault(); return; }
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "g") { going = Date.now(); return; }
    const target = Date.now() - going < 1500
      ? document.querySelector(`.side-link[data-key="${CSS.escape(event.key)}"]`)
      : document.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
    going = 0;
    if (target) { event.preventDefault(); target.click(); }
  });

  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function walk(event) {
    const step = STEPS[event.key];
    const here = event.target.closest && event.target.closest("[data-tile]");
    if (!step || !here) return false;
    const [x, y] = here.dataset.tile.split(",").map(Number);
    const ahead = [...here.closest(".tiles").querySelectorAll("[data-tile]")]
      .map((tile) => [tile, ...tile.dataset.tile.split(",").map(Number)])
      .map(([tile, tx, ty]) => ({ tile, along: (tx - x) * step[0] + (ty - y) * step[1],
        across: Math.abs((tx - x) * step[1]) + Math.abs((ty - y) * step[0]) }))
      .filter(({ along }) => along > 0)
      .sort((a, b) => a.across * 3 + a.along - b.across * 3 - b.along);
    if (ahead.length) ahead[0].tile.focus();
    return true;
  }
})();
