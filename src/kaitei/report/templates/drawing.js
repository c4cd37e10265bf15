"use strict";
(function () {
  var settings = { displayModeBar: false, responsive: true, doubleClick: false, showTips: false };
  var paper = 680;
  var charts = [];

  // A map keeps its lengths to scale, so its height follows from the width it gets.
  function height(layout, width) {
    var shape = layout.meta && layout.meta.ratio, margin = layout.margin;
    if (!shape) { return layout.height; }
    var wide = width - margin.l - margin.r - 40;
    return Math.round(Math.min(layout.meta.tallest || 420, Math.max(150, margin.t + margin.b + 30 + shape * wide)));
  }

  function draw(chart, width) {
    var layout = JSON.parse(JSON.stringify(chart.figure.layout));
    layout.height = height(layout, width || chart.place.clientWidth);
    if (width) { layout.width = width; }
    chart.place.style.minHeight = layout.height + "px";
    Plotly.purge(chart.place);
    Plotly.newPlot(chart.place, JSON.parse(JSON.stringify(chart.figure.data)), layout, settings);
  }

  document.querySelectorAll("script[data-chart]").forEach(function (holder) {
    var chart = { place: document.getElementById(holder.dataset.chart), figure: JSON.parse(holder.textContent) };
    charts.push(chart);
    draw(chart);
  });

  // Paper has its own width, and a chart that was drawn for the screen does not know it.
  window.addEventListener("beforeprint", function () { charts.forEach(function (chart) { draw(chart, paper); }); });
  window.addEventListener("afterprint", function () { charts.forEach(function (chart) { draw(chart); }); });

  // A link to an input opens the fold it lies in.
  function unfold() {
    var goal = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var fold = goal && goal.closest("details");
    if (fold) { fold.open = true; goal.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  unfold();
})();
