"use strict";
/* Small SVG charts: lines with zoom, legend and tooltip; bars; spreads. Colours come from the style sheet. */
const Chart = (() => {
  const NS = "http://www.w3.org/2000/svg";
  const MARGIN = { left: 58, right: 12, top: 8, bottom: 38 };
  const colour = i => `var(--c${i % 8})`;
  const make = (parent, name, attributes = {}, text) => {
    const element = document.createElementNS(NS, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (text !== undefined) element.textContent = text;
    return parent.appendChild(element);
  };
  const figure = v => {
    if (v === null || v === undefined) return "-";
    const size = Math.abs(v);
    return size !== 0 && (size < 1e-3 || size >= 1e6) ? v.toExponential(2) : String(+v.toPrecision(4));
  };

  function niceTicks(from, to, count) {
    const raw = (to - from) / count, power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= raw);
    const ticks = [];
    for (let v = Math.ceil(from / step - 1e-9) * step; v <= to + step * 1e-9; v += step) ticks.push(+v.toPrecision(12));
    return ticks;
  }
  function logTicks(from, to) {
    const ticks = [], few = Math.log10(to / from) < 2, skip = Math.max(1, Math.ceil(Math.log10(to / from) / 7));
    for (let e = Math.floor(Math.log10(from)); e <= Math.ceil(Math.log10(to)); e += skip)
      for (const m of few ? [1, 2, 5] : [1]) {
        const v = m * 10 ** e;
        if (v >= from * 0.999 && v <= to * 1.001) ticks.push(+v.toPrecision(6));
      }
    return ticks.length > 1 ? ticks : niceTicks(from, to, 4);
  }

  /* A scale is a function from values to pixels with the values of its ticks. */
  function scale(domain, range, log, ticks) {
    let [from, to] = domain;
    if (!(to > from)) { const pad = log ? 0 : Math.abs(from) * 0.1 || 0.5; from = log ? from / 2 : from - pad; to = log ? to * 2 : to + pad; }
    const t = log ? Math.log : v => v, a = t(from), b = t(to);
    const s = v => range[0] + (t(v) - a) / (b - a) * (range[1] - range[0]);
    s.invert = p => { const v = a + (p - range[0]) / (range[1] - range[0]) * (b - a); return log ? Math.exp(v) : v; };
    s.ticks = log ? logTicks(from, to) : niceTicks(from, to, ticks);
    return s;
  }

  function frame(host, height, xDomain, yDomain, options = {}) {
    host.querySelector("svg")?.remove();
    const width = Math.max(260, host.clientWidth);
    const svg = make(host, "svg", { viewBox: `0 0 ${width} ${height}`, height });
    const x = scale(xDomain, [MARGIN.left, width - MARGIN.right], false, Math.max(3, width / 110));
    const y = scale(yDomain, [height - MARGIN.bottom, MARGIN.top], options.log, 5);
    for (const v of y.ticks) {
      make(svg, "line", { class: "grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: y(v), y2: y(v) });
      make(svg, "text", { x: MARGIN.left - 8, y: y(v) + 4, "text-anchor": "end" }, figure(v));
    }
    for (const v of x.ticks.filter(v => !options.wholeX || Number.isInteger(v)))
      make(svg, "text", { x: x(v), y: height - MARGIN.bottom + 17, "text-anchor": "middle" }, figure(v));
    if (options.xLabel) make(svg, "text", { x: width - MARGIN.right, y: height - 1, "text-anchor": "end" }, options.xLabel);
    return { svg, x, y, width, height };
  }

  /* Many points share a pixel in long runs: first, lowest, highest and last of each column look the same. */
  function thin(points, width) {
    if (points.length < 4 * width) return points;
    const columns = new Map();
    for (const p of points) {
      const key = Math.round(p[0]), c = columns.get(key);
      if (!c) columns.set(key, { first: p, low: p, high: p, last: p });
      else { if (p[1] < c.low[1]) c.low = p; if (p[1] > c.high[1]) c.high = p; c.last = p; }
    }
    return [...columns.values()].flatMap(c => [c.first, c.low, c.high, c.last]);
  }

  function lines(host, { x: xs, series, height = 280, xLabel = "epoch", mark, log = false }) {
    series = series.filter(s => s.values.some(v => v !== null));
    if (!xs.length || !series.length) { host.textContent = "Nothing was recorded."; return { log() {} }; }
    const hidden = new Set(), everything = [xs[0], xs[xs.length - 1]];
    let view = everything, plot, drag = null;
    const legend = document.createElement("div");
    legend.className = "legend";
    host.append(legend);
    series.forEach((s, i) => {
      const button = document.createElement("button"), line = document.createElement("i");
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      line.style.background = colour(i);
      button.append(line, s.name);
      button.onclick = () => {
        hidden.has(i) ? hidden.delete(i) : hidden.add(i);
        button.setAttribute("aria-pressed", String(!hidden.has(i)));
        draw();
      };
      legend.append(button);
    });
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    host.append(tip);
    const drawable = v => v !== null && (!log || v > 0);

    function yDomain() {
      let low = Infinity, high = -Infinity;
      series.forEach((s, i) => hidden.has(i) || s.values.forEach((v, k) => {
        if (drawable(v) && xs[k] >= view[0] && xs[k] <= view[1]) { low = Math.min(low, v); high = Math.max(high, v); }
      }));
      if (low > high) return log ? [0.1, 1] : [0, 1];
      return log ? [low / 1.1, high * 1.1] : [low - (high - low) * 0.05, high + (high - low) * 0.05];
    }
    function draw() {
      plot = frame(host, height, view, yDomain(), { log, xLabel, wholeX: true });
      if (mark && mark.x >= view[0] && mark.x <= view[1]) {
        const px = plot.x(mark.x), atEnd = px > plot.width * 0.8;
        make(plot.svg, "line", { class: "cursor", x1: px, x2: px, y1: MARGIN.top, y2: height - MARGIN.bottom });
        make(plot.svg, "text", { x: px + (atEnd ? -6 : 6), y: MARGIN.top + 10, "text-anchor": atEnd ? "end" : "start" }, mark.label);
      }
      series.forEach((s, i) => hidden.has(i) || curve(s.values, i));
    }
    function curve(values, i) {
      let part = [], path = "", shown = 0;
      const flush = () => {
        const thinned = thin(part, plot.width);
        if (thinned.length === 1) make(plot.svg, "circle", { cx: thinned[0][0], cy: thinned[0][1], r: 3, style: `fill:${colour(i)}` });
        else if (thinned.length) path += "M" + thinned.map(p => p[0].toFixed(1) + " " + p[1].toFixed(1)).join("L");
        shown += part.length;
        part = [];
      };
      values.forEach((v, k) => {
        if (xs[k] < view[0] || xs[k] > view[1]) return;
        if (drawable(v)) part.push([plot.x(xs[k]), plot.y(v)]); else flush();
      });
      flush();
      if (shown) make(plot.svg, "path", { class: "curve", d: path, style: `stroke:${colour(i)}` });
    }
    function nearest(value) {
      let low = 0, high = xs.length - 1;
      while (high - low > 1) { const middle = (low + high) >> 1; xs[middle] <= value ? low = middle : high = middle; }
      return value - xs[low] <= xs[high] - value ? low : high;
    }
    const at = event => event.clientX - host.getBoundingClientRect().left;
    function hover(event) {
      plot.svg.querySelectorAll(".hover").forEach(e => e.remove());
      const k = nearest(Math.min(view[1], Math.max(view[0], plot.x.invert(at(event))))), px = plot.x(xs[k]);
      make(plot.svg, "line", { class: "cursor hover", x1: px, x2: px, y1: MARGIN.top, y2: height - MARGIN.bottom });
      tip.replaceChildren(document.createTextNode(`${xLabel} ${xs[k]}`));
      series.forEach((s, i) => {
        if (hidden.has(i) || s.values[k] === null) return;
        if (drawable(s.values[k])) make(plot.svg, "circle", { class: "hover", cx: px, cy: plot.y(s.values[k]), r: 4, style: `fill:${colour(i)}` });
        const row = document.createElement("div"), dot = document.createElement("i");
        dot.style.background = colour(i);
        row.append(dot, `${s.name}  ${figure(s.values[k])}`);
        tip.append(row);
      });
      tip.hidden = false;
      const flip = px > plot.width / 2;
      tip.style.left = flip ? "" : px + 14 + "px";
      tip.style.right = flip ? plot.width - px + 14 + "px" : "";
      tip.style.top = plot.svg.getBoundingClientRect().top - host.getBoundingClientRect().top + 16 + "px";
      if (drag !== null)
        make(plot.svg, "rect", { class: "zoom hover", x: Math.min(drag, at(event)), width: Math.abs(drag - at(event)), y: MARGIN.top, height: height - MARGIN.top - MARGIN.bottom });
    }
    host.onpointermove = event => event.target.closest("svg") && hover(event);
    host.onpointerleave = () => { tip.hidden = true; drag = null; plot.svg.querySelectorAll(".hover").forEach(e => e.remove()); };
    host.onpointerdown = event => { if (event.target.closest("svg")) drag = at(event); };
    host.onpointerup = event => {
      if (drag !== null && Math.abs(at(event) - drag) > 8) {
        const chosen = [drag, at(event)].sort((a, b) => a - b).map(p => xs[nearest(plot.x.invert(p))]);
        if (chosen[1] > chosen[0]) view = chosen;
        draw();
      }
      drag = null;
    };
    host.ondblclick = event => { if (event.target.closest("svg")) { view = everything; draw(); } };
    onResize(host, draw);
    return { log(on) { log = on; draw(); } };
  }

  function onResize(host, draw) {
    let width = -1;
    new ResizeObserver(() => { if (host.clientWidth !== width) { width = host.clientWidth; draw(); } }).observe(host);
    width = host.clientWidth;
    draw();
  }

  function bars(host, { from, to, counts, xLabel, height = 240 }) {
    if (!counts.length) { host.textContent = "Nothing was recorded."; return; }
    const step = (to - from) / counts.length;
    onResize(host, () => {
      const plot = frame(host, height, [from, to], [0, Math.max(...counts)], { xLabel });
      counts.forEach((count, i) => {
        const alone = counts.length === 1;
        const left = alone ? MARGIN.left : plot.x(from + i * step), right = alone ? plot.width - MARGIN.right : plot.x(from + (i + 1) * step);
        const bar = make(plot.svg, "rect", { class: "bar", x: left + 0.5, width: Math.max(0.5, right - left - 1), y: plot.y(count), height: plot.y(0) - plot.y(count), rx: 1.5 });
        make(bar, "title", {}, `${figure(from + i * step)} to ${figure(from + (i + 1) * step)}: ${count} samples`);
      });
    });
  }

  function spreads(host, { dimensions, xLabel, height = 240 }) {
    if (!dimensions.length) { host.textContent = "Nothing was recorded."; return; }
    const low = Math.min(...dimensions.map(d => d.min)), high = Math.max(...dimensions.map(d => d.max));
    onResize(host, () => {
      const plot = frame(host, height, [-0.5, dimensions.length - 0.5], [low, high], { xLabel, wholeX: true });
      const room = plot.x(1) - plot.x(0), thick = Math.max(1, Math.min(14, room * 0.6));
      dimensions.forEach((d, i) => {
        const px = plot.x(i), group = make(plot.svg, "g");
        make(group, "title", {}, `${i}: ${figure(d.min)} to ${figure(d.max)}, mean ${figure(d.mean)}, deviation ${figure(d.deviation)}`);
        if (d.deviation === 0) { make(group, "circle", { class: "dead", cx: px, cy: plot.y(d.mean), r: Math.max(2, thick / 3) }); return; }
        make(group, "line", { class: "range", x1: px, x2: px, y1: plot.y(d.min), y2: plot.y(d.max), "stroke-width": Math.min(1.5, thick) });
        make(group, "line", { class: "spread", x1: px, x2: px, y1: plot.y(Math.max(d.min, d.mean - d.deviation)), y2: plot.y(Math.min(d.max, d.mean + d.deviation)), "stroke-width": thick });
      });
    });
  }
  return { lines, bars, spreads };
})();
