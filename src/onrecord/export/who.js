"use strict";
// Actors and places: everything that names the same one lights up together; a click or Enter holds an actor.
(() => {
  const reading = document.querySelector(".reading");
  const dock = document.getElementById("dock");
  const actors = gathered("[data-a]", "a");
  const places = gathered("[data-p]", "p");
  let held = null;
  let at = -1;

  // By number, all elements that stand for it, in the order of the page.
  function gathered(selector, key) {
    const found = new Map();
    for (const element of document.querySelectorAll(selector)) {
      for (const n of element.dataset[key].split(" ")) {
        if (!found.has(n)) found.set(n, []);
        found.get(n).push(element);
      }
    }
    return found;
  }

  function mentions(n) {
    const seen = [];
    for (const piece of actors.get(n)) {
      if (piece.classList.contains("n") && (piece.id || !seen.length)) seen.push(piece);
    }
    return seen;
  }

  function mark(found, n, kind, on) {
    for (const element of found.get(n) || []) {
      element.classList.toggle(kind, on);
      element.closest(".card")?.classList.toggle("of-" + kind, on);
    }
  }

  function hold(n) {
    if (held !== null) {
      mark(actors, held, "held", false);
      pressed(held, false);
    }
    held = n;
    at = -1;
    dock.hidden = n === null;
    document.documentElement.classList.toggle("holding", n !== null);
    if (n === null) return;
    mark(actors, n, "held", true);
    pressed(n, true);
    const row = document.getElementById("a" + n);
    document.getElementById("dock-name").textContent = row.querySelector("th .actor").textContent;
    document.getElementById("dock-sort").textContent = row.querySelector(".sort").textContent;
    document.getElementById("dock-row").href = "#a" + n;
    count();
  }

  function pressed(n, on) {
    for (const element of actors.get(n)) {
      if (element.matches(".actor")) element.setAttribute("aria-pressed", String(on));
    }
  }

  function count() {
    const total = mentions(held).length;
    const words = total === 1 ? " mention" : " mentions";
    document.getElementById("dock-count").textContent = at < 0 ? total + words : at + 1 + " of " + total + words;
    for (const id of ["dock-before", "dock-next"]) document.getElementById(id).disabled = !total;
  }

  function walk(step) {
    const all = mentions(held);
    if (!all.length) return;
    at = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length;
    all[at].scrollIntoView({ block: "center" });
    all[at].setAttribute("tabindex", "-1");
    all[at].focus({ preventScroll: true });
    count();
  }

  // The innermost actor or place at an element.
  function named(target, key) {
    const element = target.closest(key === "a" ? "[data-a]" : "[data-p]");
    return element ? element.dataset[key].split(" ") : [];
  }

  function hint(event, on) {
    for (const n of named(event.target, "a")) mark(actors, n, "lit", on);
    for (const n of named(event.target, "p")) mark(places, n, "lit", on);
  }
  document.addEventListener("pointerover", (event) => hint(event, true));
  document.addEventListener("pointerout", (event) => hint(event, false));
  document.addEventListener("focusin", (event) => hint(event, true));
  document.addEventListener("focusout", (event) => hint(event, false));

  document.addEventListener("click", (event) => {
    if (!dock) return;
    const control = event.target.closest(".actor, .reading .n");
    if (control && (control.matches(".actor") || getSelection().isCollapsed)) {
      const n = control.dataset.a;
      hold(n === held ? null : n);
      at = n === held && control.id ? mentions(n).indexOf(control) : -1;
      if (held !== null) count();
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!dock || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || event.target.closest("select, input, textarea")) return;
    if (event.key === "Escape" && held !== null) hold(null);
    else if ((event.key === "Enter" || event.key === " ") && event.target.matches(".actor, .reading .n")) {
      hold(event.target.dataset.a === held ? null : event.target.dataset.a);
    } else if ((event.key === "m" || event.key === "M") && held !== null) walk(event.key === "m" ? 1 : -1);
    else return;
    event.preventDefault();
  });
  if (dock) {
    for (const link of document.querySelectorAll(".actor")) {
      link.setAttribute("role", "button");
      link.setAttribute("aria-pressed", "false");
    }
    document.getElementById("dock-before").addEventListener("click", () => walk(-1));
    document.getElementById("dock-next").addEventListener("click", () => walk(1));
    document.getElementById("dock-off").addEventListener("click", () => hold(null));
  }

  // A link into a folded list opens it.
  function unfolded() {
    const name = /^#([a-z]\d+)$/.exec(location.hash);
    const target = name && document.getElementById(name[1]);
    const folded = target && target.closest("details");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", unfolded);
  unfolded();
})();
