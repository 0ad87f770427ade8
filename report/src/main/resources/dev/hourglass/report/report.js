"use strict";
/* Puts the run's data into the page's charts. */
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const host = id => document.getElementById(id);
  const loss = Chart.lines(host("loss-chart"), {
    x: data.epoch,
    series: [{ name: "training", values: data.loss }, { name: "validation", values: data.validationLoss }],
    mark: { x: data.bestEpoch, label: `best: epoch ${data.bestEpoch}` },
  });
  host("log-loss").onchange = event => loss.log(event.target.checked);
  Chart.lines(host("rate-chart"), { x: data.epoch, series: [{ name: "learning rate", values: data.learningRate }], height: 150 });
  Chart.lines(host("gradient-chart"), {
    x: data.epoch,
    series: data.gradients.map(g => ({ name: g.layer, values: g.norm })),
    log: true,
  });
  Chart.bars(host("error-chart"), { ...data.errors, xLabel: "mean squared error" });
  Chart.spreads(host("code-chart"), { dimensions: data.code, xLabel: "code dimension" });
}
