"use strict";
(() => {
  const root = document.documentElement;
  const reading = document.querySelector(".reading");
  const cards = [...document.querySelectorAll(".card")].sort((a, b) => a.dataset.n - b.dataset.n);
  const dialog = document.getElementById("keys");
  const pieces = cards.map(() => []);
  for (const piece of document.querySelectorAll(".reading [data-s]")) {
    for (const n of numbers(piece)) pieces[n].push(piece);
  }
  const pushed = [];
  let chosen = null;
  root.classList.add("scripted");

  function numbers(piece) {
    return piece.dataset.s.split(" ").map(Number);
  }

  const GAP = 8;
  const SLACK = 240; // How far, in pixels, notes may run past their paragraph before the text waits for them.

  // Notes beside their places: where they are many the text waits, then each goes as near its place as it can.
  function place() {
    if (!reading) return;
    const wide = matchMedia("(min-width: 64rem)").matches;
    root.classList.toggle("margins", wide);
    if (!wide) return;
    for (const block of pushed.splice(0)) block.style.removeProperty("--push");
    const notes = measured();
    for (const [block, push] of wait(notes)) {
      block.style.setProperty("--push", Math.round(push) + "px");
      pushed.push(block);
    }
    let deep = 0;
    for (const group of near(notes)) {
      const base = Math.max(0, value(group));
      for (const [note, before] of group.members) {
        note.card.style.setProperty("--top", Math.round(base + before) + "px");
        deep = Math.max(deep, base + before + note.height);
      }
    }
    reading.style.setProperty("--deep", Math.ceil(deep) + "px");
  }

  function measured() {
    const top = reading.getBoundingClientRect().top;
    return cards.filter((card) => !card.hidden).map((card) => {
      const block = card.closest(".block");
      const mark = document.getElementById("t" + card.dataset.n) || block;
      return {
        card, block, height: card.offsetHeight, bottom: block.getBoundingClientRect().bottom - top,
        wish: mark.getBoundingClientRect().top - top - 4,
      };
    });
  }

  // The blocks that must be followed by room, and how much; moves the wishes of all notes after them.
  function wait(notes) {
    const pushes = [];
    let shift = 0;
    let end = 0;
    notes.forEach((note, i) => {
      note.wish += shift;
      end = Math.max(end, note.wish) + note.height + GAP;
      const last = i + 1 === notes.length || notes[i + 1].block !== note.block;
      const push = end - (note.bottom + shift) - SLACK;
      if (last && push > 0) {
        pushes.push([note.block, push]);
        shift += push;
      }
    });
    return pushes;
  }

  // Least squares under "no overlap": runs of notes that touch, the chosen note held hardest to its place.
  function near(notes) {
    const groups = [];
    let before = 0;
    for (const note of notes) {
      const weight = note.card === cards[chosen] ? 1e4 : 1;
      let group = { sum: weight * (note.wish - before), weight, members: [[note, before]] };
      while (groups.length && value(groups[groups.length - 1]) > value(group)) {
        const last = groups.pop();
        last.members.push(...group.members);
        group = { sum: last.sum + group.sum, weight: last.weight + group.weight, members: last.members };
      }
      groups.push(group);
      before += note.height + GAP;
    }
    return groups;
  }
  function value(group) {
    return group.sum / group.weight;
  }

  function light(n, kind, lit) {
    cards[n].classList.toggle(kind, lit);
    for (const piece of pieces[n]) piece.classList.toggle(kind, lit);
  }

  function choose(n, from) {
    root.classList.add("settled");
    if (chosen !== null) {
      light(chosen, "on", false);
      cards[chosen].removeAttribute("aria-current");
    }
    chosen = n;
    if (n === null) return place();
    light(n, "on", true);
    cards[n].setAttribute("aria-current", "true");
    place();
    if (from !== "card") cards[n].focus({ preventScroll: true });
    if (from === "text") {
      cards[n].scrollIntoView({ block: "nearest" });
    } else {
      const mark = document.getElementById("t" + n);
      if (mark && root.classList.contains("margins")) mark.scrollIntoView({ block: from === "card" ? "nearest" : "center" });
      else if (from !== "card") cards[n].scrollIntoView({ block: "center" });
    }
  }

  function walk(step) {
    const shown = cards.filter((c) => !c.hidden).map((c) => Number(c.dataset.n));
    if (!shown.length) return;
    const at = shown.indexOf(chosen);
    const to = at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + step));
    choose(shown[to], "keys");
  }

  function filter() {
    const act = document.getElementById("by-act").value;
    const who = document.getElementById("by-speaker").value;
    let count = 0;
    for (const card of cards) {
      card.hidden = Boolean((act && card.dataset.act !== act) || (who && card.dataset.who !== who));
      if (!card.hidden) count += 1;
    }
    for (const piece of document.querySelectorAll(".reading [data-s]")) {
      piece.classList.toggle("off", numbers(piece).every((n) => cards[n].hidden));
    }
    document.getElementById("count").textContent =
      (count === cards.length ? "" : count + " of ") + cards.length + (cards.length === 1 ? " statement" : " statements");
    if (chosen !== null && cards[chosen].hidden) choose(null);
    else place();
  }

  function keys() {
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "?") {
      event.preventDefault();
      return keys();
    }
    if (dialog.open || !cards.length || event.target.closest("select, input, textarea")) return;
    const card = event.target.closest(".card");
    if (event.key === "j" || (event.key === "ArrowDown" && card)) walk(1);
    else if (event.key === "k" || (event.key === "ArrowUp" && card)) walk(-1);
    else if (event.key === "Enter" && card && event.target === card) {
      const details = card.querySelector("details");
      details.open = !details.open;
    } else if (event.key === "Escape" && chosen !== null) {
      const held = cards[chosen];
      choose(null);
      held.blur();
    } else return;
    event.preventDefault();
  });

  function hinted(event) {
    const card = event.target.closest(".card");
    if (card) return [Number(card.dataset.n)];
    const piece = event.target.closest(".reading [data-s]");
    return piece ? numbers(piece) : [];
  }
  document.addEventListener("pointerover", (event) => hinted(event).forEach((n) => light(n, "hint", true)));
  document.addEventListener("pointerout", (event) => hinted(event).forEach((n) => light(n, "hint", false)));
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (card && Number(card.dataset.n) !== chosen) choose(Number(card.dataset.n), "card");
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented) return;
    const number = event.target.closest("a.no");
    const piece = event.target.closest(".reading [data-s]");
    if (number) {
      event.preventDefault();
      const mark = document.getElementById("t" + number.closest(".card").dataset.n);
      if (mark) mark.scrollIntoView({ block: "center" });
    } else if (piece && getSelection().isCollapsed) {
      event.preventDefault();
      const shown = numbers(piece).filter((n) => !cards[n].hidden);
      const inner = Number(piece.dataset.c ?? NaN);
      const pick = shown.includes(inner) ? inner : shown[0];
      if (pick !== undefined) choose(pick, "text");
    }
  });
  document.querySelector(".legend")?.addEventListener("toggle", place);
  addEventListener("resize", place);
  const sizes = new ResizeObserver(place);
  for (const card of cards) sizes.observe(card);

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll(".card details:not([open])")];
    for (const details of closed) details.open = true;
    root.classList.remove("margins");
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
    place();
  });

  if (cards.length) {
    document.getElementById("by-act").addEventListener("change", filter);
    document.getElementById("by-speaker").addEventListener("change", filter);
    document.getElementById("before").addEventListener("click", () => walk(-1));
    document.getElementById("next").addEventListener("click", () => walk(1));
    document.getElementById("show-keys").addEventListener("click", keys);
  }
  place();
  addEventListener("hashchange", linked);
  function linked() {
    const asked = /^#c(\d+)$/.exec(location.hash);
    if (asked && cards[Number(asked[1])]) choose(Number(asked[1]), "keys");
  }
  linked();
})();
