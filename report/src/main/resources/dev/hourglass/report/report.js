"use strict";
/* Hands the run's figures to Chart.js. Colours come from the style sheet. */
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const series = i => () => colour("c" + (i % 8));
  const figure = value => String(+value.toPrecision(4));
  const charts = [];

  function theme() {
    const font = getComputedStyle(document.body).fontFamily;
    Object.assign(Chart.defaults, { color: colour("soft"), borderColor: colour("line"), font: { ...Chart.defaults.font, family: font } });
    Object.assign(Chart.defaults.plugins.tooltip, {
      backgroundColor: colour("card"), titleColor: colour("ink"), bodyColor: colour("ink"), borderColor: colour("line"), borderWidth: 1,
    });
  }

  function draw(id, hasData, config) {
    const canvas = document.getElementById(id);
    if (hasData) {
      const chart = new Chart(canvas, config);
      charts.push(chart);
      return chart;
    }
    /* Gone already where the theme changed after the first drawing. */
    canvas?.parentNode.classList.add("empty");
    canvas?.replaceWith("Nothing was recorded.");
    return null;
  }

  const axis = (title, more = {}) => ({ type: "linear", title: { display: title !== "", text: title }, ...more });

  /* An axis keeps its formatter when its type changes, so this one asks for the type. */
  function tick(...value) {
    return Chart.Ticks.formatters[this.type === "logarithmic" ? "logarithmic" : "numeric"].apply(this, value);
  }

  /* A value between two gaps has no line to be seen by. */
  const isAlone = (values, i) => (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null;

  /* An axis from a value to itself has no length; Chart.js chooses better there. */
  const between = (min, max) => min < max ? { min, max } : {};

  function curves(id, all, { best = null, type = "linear" } = {}) {
    const recorded = all.filter(one => one.values.some(value => value !== null));
    const datasets = recorded.map(({ name, values }, i) => ({
      label: name,
      data: values,
      borderColor: series(i),
      backgroundColor: series(i),
      pointRadius: point => data.epoch[point.dataIndex] === best ? 4 : isAlone(values, point.dataIndex) ? 3 : 0,
    }));
    return draw(id, datasets.length > 0, {
      type: "line",
      data: { labels: data.epoch, datasets },
      options: {
        scales: {
          x: axis("epoch", { ...between(data.epoch[0], data.epoch.at(-1)), grid: { display: false }, ticks: { precision: 0, maxRotation: 0 } }),
          y: axis("", { type, ticks: { callback: tick } }),
        },
        plugins: {
          legend: { display: datasets.length > 1 },
          tooltip: {
            callbacks: {
              title: ([item]) => item && `epoch ${item.parsed.x}${item.parsed.x === best ? ", the best" : ""}`,
              label: item => `${item.dataset.label}  ${figure(item.raw)}`,
            },
          },
        },
      },
    });
  }

  function histogram(id, { from, to, counts }, { across = "mean squared error", upwards = "samples" } = {}) {
    const width = (to - from) / counts.length;
    return draw(id, counts.length > 0, {
      type: "bar",
      data: {
        labels: counts.map((_, i) => from + (i + 0.5) * width),
        datasets: [{ data: counts, backgroundColor: series(0), hoverBackgroundColor: series(1), barPercentage: 0.96, categoryPercentage: 1 }],
      },
      options: {
        scales: { x: axis(across, { ...between(from, to), offset: false, grid: { display: false }, ticks: { includeBounds: false } }), y: axis(upwards, { ticks: { precision: 0 } }) },
        plugins: {
          legend: { display: false },
          tooltip: {
            displayColors: false,
            callbacks: {
              title: ([item]) => item && `${figure(from + item.dataIndex * width)} to ${figure(from + (item.dataIndex + 1) * width)}`,
              label: item => item.raw === 1 ? `1 ${upwards.slice(0, -1)}` : `${item.raw} ${upwards}`,
            },
          },
        },
      },
    });
  }

  function spreads(id, code) {
    const bar = { grouped: false, categoryPercentage: 1, minBarLength: 4 };
    const paint = item => code[item.dataIndex]?.deviation === 0 ? colour("bad") : colour("c1");
    return draw(id, code.length > 0, {
      type: "bar",
      data: {
        labels: code.map((_, i) => String(i)),
        datasets: [
          { ...bar, data: code.map(d => [Math.max(d.min, d.mean - d.deviation), Math.min(d.max, d.mean + d.deviation)]), barPercentage: 0.6, maxBarThickness: 14, backgroundColor: paint },
          { ...bar, data: code.map(d => [d.min, d.max]), barPercentage: 0.1, maxBarThickness: 2, backgroundColor: paint },
        ],
      },
      options: {
        scales: {
          x: { title: { display: true, text: "code dimension" }, grid: { display: false }, ticks: { maxRotation: 0 } },
          y: axis(""),
        },
        plugins: {
          legend: { display: false },
          tooltip: {
            displayColors: false,
            filter: item => item.datasetIndex === 0,
            callbacks: {
              title: ([item]) => item && `dimension ${item.label}`,
              label: ({ dataIndex }) => {
                const { min, max, mean, deviation } = code[dataIndex];
                return [`${figure(min)} to ${figure(max)}`, `mean ${figure(mean)}`, deviation === 0 ? "dead" : `deviation ${figure(deviation)}`];
              },
            },
          },
        },
      },
    });
  }

  function divergences(id, use) {
    const paint = item => colour(use[item.dataIndex]?.active ? "c1" : "bad");
    return draw(id, use.length > 0, {
      type: "bar",
      data: {
        labels: use.map((_, i) => String(i)),
        datasets: [{ data: use.map(d => d.nats), backgroundColor: paint, maxBarThickness: 24, minBarLength: 2 }],
      },
      options: {
        scales: {
          x: { title: { display: true, text: "code dimension" }, grid: { display: false }, ticks: { maxRotation: 0 } },
          y: axis("nats"),
        },
        plugins: {
          legend: { display: false },
          tooltip: {
            displayColors: false,
            callbacks: {
              title: ([item]) => item && `dimension ${item.label}`,
              label: ({ dataIndex }) => {
                const { nats, variance, active } = use[dataIndex];
                return [`${figure(nats)} nats`, `variance of the mean ${figure(variance)}`, active ? "active" : "collapsed"];
              },
            },
          },
        },
      },
    });
  }

  /* The eight colours of the curves are too few for ten digits: hues around the circle, neighbours lighter and darker. */
  const hue = (i, count) => () => {
    const light = (matchMedia("(prefers-color-scheme: dark)").matches ? 60 : 38) + (i % 2) * 16;
    return `hsl(${(360 * i) / count + 28} 70% ${light}%)`;
  };

  function places(id, { across, upwards, groups }) {
    return draw(id, groups.length > 0, {
      type: "scatter",
      data: {
        datasets: groups.map((group, i) => ({
          label: group.name,
          data: group.across.map((x, k) => ({ x, y: group.upwards[k] })),
          backgroundColor: hue(i, groups.length),
          pointRadius: 2.5,
          pointHoverRadius: 5,
        })),
      },
      options: {
        interaction: { mode: "nearest", intersect: true },
        scales: { x: axis(across), y: axis(upwards) },
        plugins: {
          legend: { display: groups.length > 1, labels: { boxWidth: 10, boxHeight: 10 } },
          tooltip: { callbacks: { label: ({ dataset, raw }) => `${dataset.label}  ${figure(raw.x)}, ${figure(raw.y)}` } },
        },
      },
    });
  }

  /* The first curve is our own, and stands out. */
  function rates(id, all, range) {
    const named = [0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 5];
    const rate = value => `${figure(value)} bits per pixel`;
    return draw(id, all.length > 0, {
      type: "scatter",
      data: {
        datasets: all.map(({ name, points }, i) => ({
          label: name,
          data: points,
          showLine: true,
          borderColor: series(i),
          backgroundColor: series(i),
          borderWidth: i === 0 ? 3 : 1.5,
          pointRadius: i === 0 ? 4 : 2.5,
        })),
      },
      options: {
        interaction: { mode: "nearest", intersect: false },
        scales: {
          x: axis("bits per pixel, logarithmic", { type: "logarithmic", ...range, ticks: { callback: value => named.includes(+value.toPrecision(3)) ? figure(value) : null, maxRotation: 0 } }),
          y: axis("PSNR, dB"),
        },
        plugins: {
          legend: { display: all.length > 1 },
          tooltip: { callbacks: { label: ({ dataset, raw }) => `${dataset.label}  ${figure(raw.y)} dB at ${rate(raw.x)}` } },
        },
      },
    });
  }

  /* Scores in the order of the rows under the line that separates alarms. */
  function scores(id, points, threshold) {
    const ends = [points[0], points.at(-1)].filter(Boolean);
    return draw(id, points.length > 0, {
      type: "scatter",
      data: {
        datasets: [
          { label: "alarms", data: points.filter(point => point.alarm), backgroundColor: () => colour("bad"), pointRadius: 3.5, order: 0 },
          { label: "score", data: points, showLine: true, borderColor: series(1), backgroundColor: series(1), borderWidth: 1.2, pointRadius: points.length > 100 ? 0 : 2, order: 2 },
          { label: "threshold", data: ends.map(point => ({ x: point.x, y: threshold })), showLine: true, borderColor: series(0), backgroundColor: series(0), borderWidth: 1.5, borderDash: [6, 4], pointRadius: 0, order: 1 },
        ],
      },
      options: {
        interaction: { mode: "nearest", axis: "x", intersect: false },
        scales: {
          x: axis("row", { ...between(points[0]?.x, points.at(-1)?.x), grid: { display: false }, ticks: { precision: 0, maxRotation: 0 } }),
          y: axis("score"),
        },
        plugins: {
          tooltip: {
            filter: item => item.datasetIndex === 1,
            callbacks: {
              title: ([item]) => item && `row ${item.raw.x}${item.raw.when ? `, ${item.raw.when}` : ""}`,
              label: item => `score ${figure(item.raw.y)}${item.raw.alarm ? ", an alarm" : ""}`,
            },
          },
        },
      },
    });
  }

  function shares(id, columns) {
    return draw(id, columns.length > 0, {
      type: "bar",
      data: { labels: columns.map(column => column.name), datasets: [{ data: columns.map(column => 100 * column.share), backgroundColor: series(1), maxBarThickness: 18 }] },
      options: {
        indexAxis: "y",
        interaction: { mode: "index", axis: "y", intersect: false },
        scales: { x: axis("% of the score", { beginAtZero: true }), y: { grid: { display: false } } },
        plugins: { legend: { display: false }, tooltip: { displayColors: false, callbacks: { label: item => `${figure(item.raw)} %` } } },
      },
    });
  }

  function drawDetection({ points, threshold, errors, columns }) {
    scores("score-chart", points, threshold);
    histogram("spread-chart", errors, { across: "score", upwards: "rows" });
    if (columns.length > 0) {
      shares("columns-chart", columns);
    }
  }

  function drawAll() {
    charts.splice(0).forEach(chart => chart.destroy());
    theme();
    if (data.rates) {
      rates("distortion-chart", data.rates, { min: 0.08, max: 2 });
    } else if (data.detection) {
      drawDetection(data.detection);
    } else {
      drawRun();
    }
  }

  function drawRun() {
    const log = document.getElementById("log-loss");
    const loss = curves(
      "loss-chart",
      [{ name: "training", values: data.loss }, { name: "validation", values: data.validationLoss }],
      { best: data.bestEpoch, type: log.checked ? "logarithmic" : "linear" },
    );
    log.onchange = () => {
      if (loss === null) return;
      loss.options.scales.y.type = log.checked ? "logarithmic" : "linear";
      loss.update();
    };
    if (data.tradeoffs.length > 0) {
      const reached = data.tradeoffs.flatMap(curve => curve.points.map(point => point.x));
      rates("distortion-chart", data.tradeoffs, { min: Math.min(...reached) / 1.3, max: Math.max(...reached) * 1.3 });
    }
    curves("rate-chart", [{ name: "learning rate", values: data.learningRate }]);
    curves("gradient-chart", data.gradients.map(({ layer, norm }) => ({ name: layer, values: norm })), { type: "logarithmic" });
    data.terms.forEach((term, i) => curves(`term-chart-${i}`, [term]));
    histogram("error-chart", data.errors);
    spreads("code-chart", data.code);
    divergences("use-chart", data.use);
    places("map-chart", data.map);
  }

  Object.assign(Chart.defaults, { animation: false, maintainAspectRatio: false, locale: "en" });
  Object.assign(Chart.defaults.interaction, { mode: "index", intersect: false });
  Object.assign(Chart.defaults.elements.line, { borderWidth: 2 });
  Object.assign(Chart.defaults.plugins.legend, { align: "start" });
  Object.assign(Chart.defaults.plugins.legend.labels, { boxWidth: 14, boxHeight: 2 });
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  addEventListener("beforeprint", () => charts.forEach(chart => chart.resize()));
}
