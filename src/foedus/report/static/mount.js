/* Draws the figures of a report from the specifications in #figures and wires the download buttons.
   Expressions are interpreted, never evaluated as code, so the page needs no eval. */
(function () {
  "use strict";
  const specs = JSON.parse(document.getElementById("figures").textContent);
  const inks = document.getElementById("inks").innerHTML;

  function save(name, type, content) {
    const url = URL.createObjectURL(new Blob([content], { type: type }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
  }

  function svgText(host) {
    const svg = host.querySelector("svg").cloneNode(true);
    svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    svg.insertAdjacentHTML("afterbegin", inks);
    return new XMLSerializer().serializeToString(svg);
  }

  function savePng(host, name) {
    const box = host.querySelector("svg").getBoundingClientRect();
    const image = new Image();
    image.onload = function () {
      const canvas = document.createElement("canvas");
      canvas.width = 2 * box.width;
      canvas.height = 2 * box.height;
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { save(name + ".png", "image/png", blob); });
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svgText(host));
  }

  function saveCsv(table, name) {
    const lines = Array.from(table.rows, function (row) {
      return Array.from(row.cells, function (cell) {
        return '"' + cell.textContent.trim().replace(/"/g, '""') + '"';
      }).join(",");
    });
    save(name + ".csv", "text/csv", "\ufeff" + lines.join("\r\n") + "\r\n");
  }

  /* A figure behind a closed disclosure has no width yet: it is drawn when that is opened. */
  function draw(id) {
    const figure = document.getElementById(id);
    if (figure.dataset.drawn) return;
    const host = figure.querySelector(".plot");
    if (host.clientWidth === 0) return;
    figure.dataset.drawn = "started";
    const runtime = vega.parse(vegaLite.compile(specs[id]).spec, null, { ast: true });
    const view = new vega.View(runtime, {
      expr: vega.expressionInterpreter, renderer: "svg", container: host, hover: false
    });
    view.run();
    view.runAsync().then(function () { figure.dataset.drawn = "true"; });
    for (const button of figure.querySelectorAll("button[data-save]")) {
      button.hidden = false;
      button.addEventListener("click", function () {
        const kind = button.dataset.save;
        if (kind === "svg") save(id + ".svg", "image/svg+xml", svgText(host));
        else if (kind === "png") savePng(host, id);
        else saveCsv(figure.querySelector("table"), id);
      });
    }
  }
  function drawAll() { Object.keys(specs).forEach(draw); }
  drawAll();
  for (const box of document.querySelectorAll("details")) box.addEventListener("toggle", drawAll);

  /* A link into a closed disclosure must open it, and a printed report must show what is behind one. */
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (target.tagName === "DETAILS") target.open = true;
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  reveal();
  let closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.from(document.querySelectorAll("details:not([open]):not(.data):not(.step):not(.parallel)"));
    for (const box of closed) box.open = true;
    drawAll();
  });
  window.addEventListener("afterprint", function () {
    for (const box of closed) box.open = false;
  });
})();
