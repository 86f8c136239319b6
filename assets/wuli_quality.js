/* 数据质量: an explanation or an approval to the server; a new mark in the address makes the page draw itself anew. */
(function () {
  const wuli = (window.wuli = window.wuli || {});
  const lang = () => new URL(location.href).searchParams.get("lang") || "zh";
  const field = () => document.getElementById("quality-who");

  async function post(door, body, failed) {
    let answer = { ok: false, said: failed };
    if (field() && !field().value.trim()) { wuli.tell(field().dataset.unsigned); field().focus(); return; }
    try {
      const reply = await fetch(`/quality/${door}?${new URLSearchParams({ lang: lang() })}`, { method: "POST",
        headers: { "Content-Type": "application/json" }, body: JSON.stringify({ who: field() ? field().value : "", ...body }) });
      answer = await reply.json();
    } catch (_) { /* said below */ }
    wuli.tell(answer.said || failed);
    if (answer.word === "store_no_who" && field()) field().focus();
    if (answer.ok) wuli.go(wuli.withParam("n", answer.n), true);
  }

  Object.assign((wuli.acts = wuli.acts || {}), {
    "quality-explain": (actor) => {
      const words = actor.parentElement.querySelector("input");
      if (!words.value.trim()) { wuli.tell(actor.dataset.ask); words.focus(); return; }
      post("explain", { name: actor.dataset.name, text: words.value }, actor.dataset.failed);
    },
    "quality-approve": (actor) => post("approve", { name: actor.dataset.name }, actor.dataset.failed),
  });

  /* the name is asked once: kept for the next visit, put back when the page is drawn; a button says who signs */
  const kept = () => { try { return localStorage.getItem("wuli-who") || ""; } catch (_) { return ""; } };
  let place = null;
  function settle() {
    const own = field();
    if (own && own !== place) own.value = kept() || own.value;
    place = own;
    if (!own) return;
    const who = own.value.trim();
    for (const button of document.querySelectorAll("[data-act='quality-approve']")) {
      const said = who ? button.dataset.signed.replace("{who}", who) : button.dataset.plainly;
      if (button.textContent !== said) button.textContent = said;
    }
  }
  new MutationObserver(settle).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("input", (event) => { if (event.target.id === "quality-who") settle(); }, true);
  document.addEventListener("change", (event) => {
    if (event.target.id !== "quality-who") return;
    try { localStorage.setItem("wuli-who", event.target.value); } catch (_) { /* it is asked again next time */ }
  }, true);
})();
