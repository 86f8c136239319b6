/* Pictures and presentation: the server says what is on the sheet (charts/slide.py), the browser draws and saves it. */
(function () {
  const wuli = (window.wuli = window.wuli || {});
  const SIZE = { width: 1280, height: 720 };
  const CONFIG = { staticPlot: true, showSendToCloud: false, displayModeBar: false };
  let asked = 0;

  const say = (key) => (wuli.words || {})[key] || key;
  const make = (tag, props, ...children) => {
    const element = Object.assign(document.createElement(tag), props || {});
    element.append(...children);
    return element;
  };

  /* -------- asking: the current address and, for one picture, the panel */
  function ask(kind, panel) {
    const data = { kind, panel: panel || "", path: location.pathname, search: location.search, n: (asked += 1) };
    window.dash_clientside.set_props("ask", { data });
  }
  Object.assign(wuli.acts, {
    picture: (actor) => ask("picture", actor.dataset.picture),
    present: () => ask("present"),
  });

  function arrived(answer) {
    if (!answer || !answer.slides) return;
    wuli.words = Object.assign(wuli.words || {}, answer.words);
    if (!answer.slides.length) wuli.tell(say("nothing_to_show"));
    else if (answer.kind === "present") present(answer.slides);
    else offer(answer.slides[0]);
  }
  wuli.arrived = arrived;

  /* -------- one sheet in the light colours, whatever the theme: it goes onto white paper and projectors */
  function painted(slide, place) {
    const figure = wuli.paint(slide.figure, getComputedStyle(place));
    return figure;
  }

  async function fitted(slide, place) {
    const Plotly = await wuli.loadPlotly();
    const figure = painted(slide, place);
    await Plotly.react(place, figure.data, figure.layout, CONFIG);
  }

  /* -------- a dialog that shows the picture before it is saved */
  function offer(slide) {
    const sheet = make("div", { className: "sheet" });
    sheet.dataset.theme = "light";
    const button = (word, run, primary) => make("button", { type: "button", className: `button${primary ? " is-primary" : ""}`,
      textContent: say(word), onclick: run });
    const closer = button("close", () => dialog.close());
    const dialog = make("dialog", { className: "dialog" },
      make("h2", { textContent: slide.title }), make("div", { className: "sheet-holder" }, sheet),
      make("div", { className: "ways" }, button("picture_png", () => save(slide, sheet, "png", false), true),
        button("picture_png_clear", () => save(slide, sheet, "png", true)), button("picture_svg", () => save(slide, sheet, "svg", false)), closer));
    dialog.setAttribute("aria-label", say("picture"));
    open(dialog);
    fitted(slide, sheet).then(() => scaled(sheet));
  }

  function open(dialog) {
    const before = document.activeElement;
    dialog.addEventListener("close", () => { dialog.remove(); if (before && before.focus) before.focus(); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    dialog.showModal();
  }
  wuli.openDialog = open;

  function scaled(sheet) {
    const holder = sheet.parentElement;
    const factor = Math.min(holder.clientWidth / SIZE.width, holder.clientHeight / SIZE.height);
    sheet.style.transform = `scale(${factor})`;
    sheet.style.left = `${(holder.clientWidth - SIZE.width * factor) / 2}px`;
    sheet.style.top = `${(holder.clientHeight - SIZE.height * factor) / 2}px`;
  }

  async function save(slide, place, format, clear) {
    const Plotly = await wuli.loadPlotly();
    const figure = painted(slide, place);
    if (clear) figure.layout.paper_bgcolor = "rgba(0,0,0,0)";
    const address = await Plotly.toImage({ data: figure.data, layout: figure.layout, config: CONFIG }, { format, scale: 2, ...SIZE });
    make("a", { href: address, download: `${slide.file}.${format}` }).click();
    wuli.tell(`${slide.file}.${format}`);
  }

  /* -------- 演示模式: full screen, one conclusion a sheet; arrows turn, F full screen, B blank, Esc leaves */
  function present(slides) {
    let at = 0;
    const sheet = make("div", { className: "sheet" });
    sheet.dataset.theme = "light";
    const counter = make("div", { className: "show-count" });
    counter.dataset.theme = "light";
    const stage = make("dialog", { className: "show" }, make("div", { className: "sheet-holder" }, sheet), counter);
    stage.setAttribute("aria-label", say("present"));
    const turn = (step) => {
      at = Math.min(Math.max(at + step, 0), slides.length - 1);
      counter.textContent = `${at + 1} / ${slides.length}`;
      stage.dataset.slide = slides[at].panel;
      return fitted(slides[at], sheet).then(() => scaled(sheet));
    };
    const keys = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
    stage.addEventListener("keydown", (event) => {
      if (keys[event.key]) { event.preventDefault(); turn(keys[event.key]); }
      if (event.key === "f" || event.key === "F") fullScreen(stage);
      if (event.key === "b" || event.key === "B") stage.classList.toggle("is-blank");
      if (event.key === "Home") turn(-slides.length);
      if (event.key === "End") turn(slides.length);
    });
    stage.addEventListener("pointerup", (event) => turn(event.clientX < stage.clientWidth / 3 ? -1 : 1));
    let rest;
    stage.addEventListener("pointermove", () => {
      stage.classList.remove("is-still");
      clearTimeout(rest);
      rest = setTimeout(() => stage.classList.add("is-still"), 3000);
    });
    const fit = () => scaled(sheet);
    window.addEventListener("resize", fit);
    stage.addEventListener("close", () => {
      window.removeEventListener("resize", fit);
      if (document.fullscreenElement) document.exitFullscreen();
    });
    open(stage);
    fullScreen(stage);
    turn(0);
  }

  function fullScreen(stage) {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (stage.requestFullscreen) stage.requestFullscreen().catch(() => {});
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { wuli: { arrived: (answer) => { arrived(answer); return window.dash_clientside.no_update; } } });
})();

/* The grid slot under a page is asked for anew only when it is to hold something else. */
(function () {
  /* no_update is there only when Dash is, which is later than this line */
  window.dash_clientside.wuli.gridAsked = (meta, now) =>
    meta && (meta.grid || "") !== (now || "") ? meta.grid || "" : window.dash_clientside.no_update;
})();

/* What a page says about itself: its title and language go to the document. */
(function () {
  window.dash_clientside.wuli.settled = (meta) => {
    if (meta) {
      document.title = meta.title;
      document.documentElement.lang = meta.lang;
      requestAnimationFrame(() => {
        const here = document.querySelector(".dictionary-list [aria-current]");
        if (here && innerWidth > 767) here.scrollIntoView({ block: "nearest" });
      });
    }
    return window.dash_clientside.no_update;
  };
})();
