/* Tree: one React component that draws plain nested lists.

   A node is text, null, or [tag, props, ...children]. React escapes every text and touches only what changed, so a
   whole page is one property of one component: 40 ms for a filter change where 380 Dash components took 190 ms
   (docs/decisions.md). The tag "plot" is a plotly figure: drawn after the first paint, in the colours of the theme. */
(function () {
  const { createElement, memo, useEffect, useRef, useState } = window.React;
  const PLOTLY = "/assets/vendor/plotly-basic-4.1.1.min.js";
  const CONFIG = { displayModeBar: false, showSendToCloud: false, responsive: false, scrollZoom: false,
    doubleClick: false, modeBarButtonsToRemove: ["sendChartToCloud"] };

  /* -------- plotly, fetched once, when the first figure is on the page */
  let plotly = null;
  function loadPlotly() {
    plotly = plotly || loadScript(PLOTLY).then(() => window.Plotly);
    return plotly;
  }

  function loadScript(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      Object.assign(script, { src: address, async: true, onload: resolve, onerror: reject });
      document.head.append(script);
    });
  }

  /* -------- a figure says var(--data); the theme says what that is */
  function paint(value, style) {
    if (typeof value === "string") {
      return value.startsWith("var(") ? style.getPropertyValue(value.slice(4, -1)).trim() : value;
    }
    if (Array.isArray(value)) return value.map((item) => paint(item, style));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, paint(item, style)]));
    }
    return value;
  }

  function useTheme() {
    const [theme, setTheme] = useState(0);
    useEffect(() => {
      const redraw = () => setTheme((count) => count + 1);
      window.addEventListener("wuli:theme", redraw);
      return () => window.removeEventListener("wuli:theme", redraw);
    }, []);
    return theme;
  }

  const Plot = memo(function Plot({ figure, ...attributes }) {
    const box = useRef(null);
    const theme = useTheme();
    useEffect(() => {
      let wanted = true;
      const draw = (Plotly) => wanted && box.current &&
        Plotly.react(box.current, ...parts(figure, box.current), CONFIG).then(() => settle(box.current, attributes));
      loadPlotly().then(draw).catch((fault) => box.current && (box.current.dataset.fault = String(fault)));
      return () => { wanted = false; };
    }, [figure, theme]);
    useEffect(() => {
      const place = box.current;
      const watcher = new ResizeObserver(() => window.Plotly && place.data && window.Plotly.Plots.resize(place));
      watcher.observe(place);
      return () => { watcher.disconnect(); if (window.Plotly) window.Plotly.purge(place); };
    }, []);
    const { "data-indicator": _indicator, "data-period": _period, ...rest } = attributes;
    return createElement("div", { ...rest, ref: box });
  }, (before, after) => JSON.stringify(before) === JSON.stringify(after));

  function parts(figure, place) {
    const painted = paint(figure, getComputedStyle(place));
    return [painted.data, painted.layout];
  }

  /* A bar or a point that carries the key of its figure opens its sources; one with an address leads there. */
  function follow(event) {
    const told = event.points.map((point) => point.customdata).find((one) => typeof one === "string" && one);
    if (!told) return;
    if (told.startsWith("/")) window.wuli.go(told); else window.wuli.point(told);
  }

  /* What a figure shows is said only once it is drawn, so that tests and measurements can wait for it. */
  function settle(place, attributes) {
    for (const name of ["data-indicator", "data-period"]) {
      if (attributes[name] !== undefined) place.setAttribute(name, attributes[name]);
    }
    if (!place.followed) place.on("plotly_click", follow);
    place.followed = true;
    place.dispatchEvent(new CustomEvent("wuli:drawn", { bubbles: true }));
  }

  function draw(node, index) {
    if (!Array.isArray(node)) return node;
    const [tag, props, ...children] = node;
    const keyed = { key: index, ...props };
    return tag === "plot" ? createElement(Plot, keyed) : createElement(tag, keyed, ...children.map(draw));
  }

  function Tree({ id, nodes, className }) {
    const busy = window.dash_component_api.useDashContext().useLoading();
    return createElement("div", { id, className, "aria-busy": busy }, ...(nodes || []).map(draw));
  }

  /* -------- the data grid weighs more than a page: it comes when a page has one (layouts/grid.py). The real script
     puts itself in the stub's place; the stub goes back, or Dash would take the next change for another component. */
  const GRID = "/_dash-component-suites/dash_ag_grid/dash_ag_grid.min.js";
  const stub = { AgGrid: (props) => createElement(window.React.Suspense,
    { fallback: createElement("div", { className: "skeleton grid-skeleton" }) }, createElement(Grid, props)) };
  stub.AgGrid.dashRenderType = true;
  const Grid = window.React.lazy(() => loadScript(document.documentElement.dataset.grid || GRID).then(() => {
    const { AgGrid } = window.dash_ag_grid;
    window.dash_ag_grid = stub;
    return { default: AgGrid };
  }));
  window.dash_ag_grid = stub;

  window.wuli = Object.assign(window.wuli || {}, { Tree, loadPlotly, paint });
})();
