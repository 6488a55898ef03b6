"use strict";
// The page works without this: links jump, and the browser marks their targets. This marks all the words of a record.
(() => {
  const marksOf = (id) => [...document.querySelectorAll("mark")].filter((m) => m.dataset.records.split(" ").includes(id));
  const back = document.querySelector("a.back");

  const clear = () => {
    document.querySelectorAll(".active").forEach((e) => e.classList.remove("active"));
    document.querySelectorAll("mark.proof").forEach((e) => e.classList.remove("proof"));
    document.querySelectorAll(".dimmed").forEach((e) => e.classList.remove("dimmed"));
    back.hidden = true;
  };

  const choose = (id) => {
    clear();
    const record = document.getElementById(id);
    if (!record || !record.classList.contains("record")) return;
    record.classList.add("active");
    const marks = marksOf(id);
    marks.forEach((m) => m.classList.add("active"));
    marks.filter((m) => m.dataset.proves.split(" ").includes(id)).forEach((m) => m.classList.add("proof"));
    if (!marks.length) return;
    marks[0].closest(".text").classList.add("dimmed");
    // On a narrow page the article stands far below the records: this leads back.
    back.hash = id;
    back.querySelector("span").textContent = record.querySelector(".label").textContent;
    back.hidden = false;
  };

  const follow = () => choose(location.hash.slice(1).replace(/-words$/, ""));
  addEventListener("hashchange", follow);
  follow();

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.show, a.ref, a.back");
    const mark = event.target.closest("mark");
    if (link) {
      // The same link again changes no hash: mark its words anew.
      choose(link.hash.slice(1).replace(/-words$/, ""));
    } else if (mark && !String(getSelection())) {
      const ids = mark.dataset.records.trim().split(" ");
      const now = ids.findIndex((id) => document.getElementById(id).classList.contains("active"));
      const next = ids[(now + 1) % ids.length];
      choose(next);
      document.getElementById(next).scrollIntoView({ block: "nearest" });
    }
  });

  if (parent !== self) {
    // In a notebook's frame: tell the notebook how high the page is.
    const tell = () => parent.postMessage({ summarizerHeight: document.getElementById("content").offsetHeight + 4 }, "*");
    new ResizeObserver(tell).observe(document.getElementById("content"));
  }

  // Within the records: j and k, or the arrows, go from link to link; Escape clears the marking anywhere.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") clear();
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const records = document.activeElement.closest(".records");
    if (!step || !records || document.activeElement.closest("pre")) return;
    const links = [...records.querySelectorAll("a.show")];
    const here = document.activeElement.closest(".record");
    const at = here ? links.findIndex((l) => here.contains(l)) : -1;
    const link = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    if (!link) return;
    event.preventDefault();
    link.focus();
    choose(link.dataset.record);
    const words = document.getElementById(link.hash.slice(1));
    if (words) words.scrollIntoView({ block: "nearest" });
  });
})();
