/* 数据上报: files to the server with their progress, corrections and decisions as they are made. */
(function () {
  const wuli = (window.wuli = window.wuli || {});
  const queue = [];
  const lang = () => new URL(location.href).searchParams.get("lang") || "zh";

  async function post(door, body, query) {
    const address = `/submit/${door}?${new URLSearchParams({ lang: lang(), ...query })}`;
    const raw = body instanceof Blob;
    try {
      const answer = await fetch(address, { method: "POST", body: raw ? body : JSON.stringify(body),
        headers: { "Content-Type": raw ? "application/octet-stream" : "application/json" } });
      return await answer.json();
    } catch (_) { return { ok: false }; }
  }
  const signed = () => {
    const field = document.getElementById("submit-who");
    try { return field ? field.value : localStorage.getItem("wuli-who") || ""; } catch (_) { return ""; }
  };

  /* -------- the queue: one file after the other, each with its state */
  const field = () => document.getElementById("submit-files");
  const words = () => JSON.parse(field().dataset.words);
  function paint() {
    const list = document.getElementById("submit-queue");
    if (!list) return;
    const open = new URL(location.href).searchParams.get("draft");
    for (let at = queue.length - 1; at >= 0; at -= 1) { /* what is open says its own state, and what is decided has none */
      if (queue[at].token && (queue[at].token === open || queue[at].gone)) queue.splice(at, 1);
    }
    list.replaceChildren(...queue.map((one) => {
      const row = document.createElement("li");
      row.className = `is-${one.state}`;
      const name = one.href ? Object.assign(document.createElement("a"), { href: one.href }) : document.createElement("b");
      name.textContent = one.name;
      const said = Object.assign(document.createElement("small"), { textContent: one.said });
      row.append(name, said);
      return row;
    }));
  }
  function turn(one, state, said) { Object.assign(one, { state, said }); paint(); }

  async function take(files) {
    const told = words();
    const limit = Number(field().dataset.megabytes) * 1e6;
    const added = [...files].map((file) => ({ file, name: file.name, state: "queued", said: told.queued }));
    queue.unshift(...added);
    paint();
    let first = null;
    for (const one of added) {
      await send(one, told, limit);
      first = first || one.href;
    }
    if (first) wuli.go(first);
  }

  async function send(one, told, limit) {
    if (one.file.size > limit) {
      const size = (one.file.size / 1e6).toFixed(1);
      return turn(one, "refused", told.too_large.replace("{size}", size).replace("{limit}", limit / 1e6));
    }
    turn(one, "sending", told.sending);
    const staged = await post("upload", one.file, { name: one.name, who: signed() });
    one.file = null;
    if (!staged.ok) return turn(one, "refused", staged.said || told.failed);
    turn(one, "reading", told.reading);
    const read = await post("read", { token: staged.token });
    one.token = staged.token;
    one.href = read.href; /* none for a file out of which nothing can come: it does not wait for a decision */
    const state = !read.ok ? "refused" : read.error ? "bad" : read.warning ? "warn" : "fine";
    return turn(one, state, read.said || told.failed);
  }

  document.addEventListener("change", (event) => {
    if (event.target.id === "submit-files" && event.target.files.length) {
      take(event.target.files);
      event.target.value = "";
    }
    if (event.target.dataset && event.target.dataset.tell) tell(event.target);
    if (event.target.id === "submit-who") {
      try { localStorage.setItem("wuli-who", event.target.value); } catch (_) { /* it is asked again next time */ }
    }
  }, true);
  const zone = (event) => event.target.closest && event.target.closest(".submit-drop");
  for (const kind of ["dragover", "dragenter"]) {
    document.addEventListener(kind, (event) => {
      if (!field()) return;
      event.preventDefault();
      document.querySelector(".submit-drop").classList.toggle("is-over", Boolean(zone(event)));
    });
  }
  document.addEventListener("drop", (event) => {
    if (!field()) return; /* a file dropped beside the zone must not replace the page */
    event.preventDefault();
    document.querySelector(".submit-drop").classList.remove("is-over");
    if (event.dataTransfer.files.length) take(event.dataTransfer.files);
  });

  /* -------- corrections: told at once; the mark in the address makes the page draw itself anew */
  function drawn(answer) {
    if (answer.ok) wuli.go(wuli.withParam("n", answer.n), true);
    else wuli.tell(answer.said || words().failed);
  }
  let told = Promise.resolve(); /* one after the other: two quick choices must not overwrite each other */
  function tell(choice) {
    const { tell: word, kind, place, token } = choice.dataset;
    const words = { [word]: choice.value };
    told = told.then(async () => drawn(await post("tell", { token, kind, place, words })));
  }
  const NOTHING = { indicator: "", measure: "", unit: "", period: "", region: "", role: "" };

  /* -------- the decision */
  async function decide(button) {
    const { decision, token, ask } = button.dataset;
    const text = document.getElementById("submit-text");
    const said = document.getElementById("submit-said");
    if (decision === "drop" && !window.confirm(ask)) return;
    if (decision === "return" && text && !text.value.trim()) { said.textContent = ask; text.focus(); return; }
    const who = document.getElementById("submit-who");
    if (decision !== "drop" && who && !who.value.trim()) { said.textContent = button.dataset.unsigned; who.focus(); return; }
    button.disabled = true;
    const answer = decision === "drop" ? await post("drop", { token }) : await post("decide", { token, decision, who: signed(),
      text: text ? text.value : "", remember: on("submit-remember"), replace: on("submit-replace"), back: on("submit-take-back"),
      explained: Object.fromEntries([...document.querySelectorAll("[data-explain]")].map((e) => [e.dataset.explain, e.value])) });
    button.disabled = false;
    if (!answer.ok) return refuse(answer, said, text);
    for (const one of queue) one.gone = one.gone || one.token === token;
    wuli.tell(answer.said);
    wuli.go(answer.href);
  }
  const on = (id) => Boolean(document.getElementById(id) && document.getElementById(id).checked);
  function refuse(answer, said, text) {
    said.textContent = answer.said || words().failed;
    const missing = new Set(answer.open || []);
    for (const one of document.querySelectorAll("[data-explain]")) {
      one.toggleAttribute("aria-invalid", missing.has(one.dataset.explain) && !one.value.trim());
    }
    const who = document.getElementById("submit-who");
    if (answer.word === "store_no_who" && who) who.focus();
    else if (missing.size && text) text.focus();
  }
  Object.assign((wuli.acts = wuli.acts || {}), {
    "submit-decide": decide,
    "submit-layout": async (actor) => drawn(await post("layout", { token: actor.dataset.token, layout: Number(actor.dataset.layout) })),
    "submit-take": async (actor) => drawn(await post("tell", { token: actor.dataset.token, kind: actor.dataset.kind,
      place: actor.dataset.place, words: { region: actor.dataset.region } })),
    "submit-clear": async (actor) => drawn(await post("tell", { token: actor.dataset.token, kind: actor.dataset.kind,
      place: actor.dataset.place, words: NOTHING })),
  });

  /* -------- after a page is drawn: the cell that is looked at comes into sight, the queue and the name are put back */
  let seen = "", shown = "", named = null;
  function settle() {
    if (!field()) { seen = ""; return; }
    const list = document.getElementById("submit-queue");
    if (list && shown !== location.search) { shown = location.search; paint(); }
    const who = document.getElementById("submit-who");
    if (who && who !== named) { try { who.value = localStorage.getItem("wuli-who") || who.value; } catch (_) { /* none kept */ } }
    named = who;
    look();
  }
  const param = (name) => new URL(location.href).searchParams.get(name) || "";
  function look() { /* a cell that is looked at, a column or row that is chosen, its box: in sight without a search */
    const cell = document.getElementById("submit-at");
    const head = document.querySelector(".sheet-view th a[aria-current='true']");
    const box = document.querySelector(".map-lines .chooser");
    const mark = cell || head || box ? ["draft", "sheet", "at", "sel"].map(param).join() : "";
    if (mark === seen) return;
    seen = mark;
    const tab = document.querySelector(".submit-tabs a[aria-current='true']");
    if (tab) within(tab.closest(".submit-tabs"), tab, true, false);
    if (cell) cell.scrollIntoView({ block: "nearest", inline: "center" });
    else if (head) within(head.closest(".table-wrap"), head, head.closest("thead") !== null, head.closest("tbody") !== null);
    if (box) box.scrollIntoView({ block: "nearest" });
  }
  function within(place, part, across, down) { /* scrolls only the box: the page stays where it is */
    const outer = place.getBoundingClientRect();
    const own = part.getBoundingClientRect();
    if (across) place.scrollLeft += own.left - outer.left - (outer.width - own.width) / 2;
    if (down) place.scrollTop += own.top - outer.top - (outer.height - own.height) / 2;
  }
  new MutationObserver(settle).observe(document.documentElement, { childList: true, subtree: true });
})();
