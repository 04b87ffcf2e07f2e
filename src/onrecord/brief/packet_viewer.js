"use strict";
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var panel = document.getElementById("source");
  var shown = document.getElementById("shown");
  var status = document.getElementById("status");
  var buttons = Array.prototype.slice.call(document.querySelectorAll("button.cite"));
  var current = -1;

  // Signs that turn a line around, or that nobody sees, are shown by their names.
  var hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  }

  function words(into, text) {
    var at = 0;
    text.replace(hidden, function (sign, place) {
      into.appendChild(document.createTextNode(text.slice(at, place)));
      var code = sign.charCodeAt(0).toString(16).toUpperCase();
      into.appendChild(element("span", "U+" + "0000".slice(code.length) + code, "sign"));
      at = place + 1;
      return sign;
    });
    into.appendChild(document.createTextNode(text.slice(at)));
  }

  // Places are code points; a string here is of UTF-16 units.
  function passage(text, spans) {
    var points = Array.from(text);
    var made = element("div", "", "text");
    made.dir = "auto";
    var sorted = spans.slice().sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    var at = 0;
    sorted.forEach(function (span) {
      var begin = Math.max(at, span[0]);
      if (span[1] <= begin) { return; }
      words(made, points.slice(at, begin).join(""));
      var mark = element("mark");
      words(mark, points.slice(begin, span[1]).join(""));
      made.appendChild(mark);
      at = span[1];
    });
    words(made, points.slice(at).join(""));
    return made;
  }

  function facts(rows) {
    var list = element("dl");
    rows.forEach(function (row) {
      list.appendChild(element("dt", row[0]));
      var value = element("dd");
      value.dir = "auto";
      words(value, row[1]);
      list.appendChild(value);
    });
    return list;
  }

  function chain(links) {
    var list = element("ol", "", "chain");
    links.forEach(function (link) {
      var entry = element("li");
      var who = element("b");
      who.dir = "auto";
      words(who, link[0]);
      entry.appendChild(who);
      entry.appendChild(document.createTextNode(" "));
      words(entry, link[1]);
      list.appendChild(entry);
    });
    return list;
  }

  function show(index) {
    var button = buttons[index];
    var key = button.getAttribute("data-key");
    var one = data.sources[key];
    if (current >= 0) { buttons[current].setAttribute("aria-expanded", "false"); }
    current = index;
    button.setAttribute("aria-expanded", "true");
    shown.textContent = "";
    shown.appendChild(element("h2", "Source " + one.number));
    if (one.chain.length) {
      shown.appendChild(element("h3", "On whose word"));
      shown.appendChild(chain(one.chain));
    }
    shown.appendChild(element("h3", "In the source’s own words"));
    var text = passage(data.texts[one.document], one.spans);
    if (one.language) { text.lang = one.language; }
    text.tabIndex = 0;
    text.setAttribute("role", "region");
    text.setAttribute("aria-label", "Text of the source");
    shown.appendChild(text);
    shown.appendChild(element("h3", "Where it comes from"));
    shown.appendChild(facts(one.rows));
    panel.hidden = false;
    document.body.className = "open";
    document.getElementById("before").disabled = index === 0;
    document.getElementById("after").disabled = index === buttons.length - 1;
    status.textContent = "Source " + one.number + " is shown.";
    var first = text.querySelector("mark");
    panel.scrollTop = 0;
    if (first) { text.scrollTop = Math.max(0, first.offsetTop - text.offsetTop - text.clientHeight / 4); }
    panel.focus({ preventScroll: true });
  }

  function close() {
    if (current < 0) { return; }
    var button = buttons[current];
    button.setAttribute("aria-expanded", "false");
    panel.hidden = true;
    document.body.className = "";
    current = -1;
    button.focus();
  }

  buttons.forEach(function (button, index) {
    button.addEventListener("click", function () { show(index); });
  });
  document.getElementById("back").addEventListener("click", close);
  document.getElementById("before").addEventListener("click", function () { if (current > 0) { show(current - 1); } });
  document.getElementById("after").addEventListener("click", function () {
    if (current < buttons.length - 1) { show(current + 1); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { close(); }
  });
  var asked = /^#source-([1-9][0-9]*)$/.exec(location.hash);
  if (asked && Number(asked[1]) <= buttons.length) { show(Number(asked[1]) - 1); }
})();
