"use strict";
// The page works without this: links jump, and the browser marks their targets. This marks all the words of a record.
(() => {
  const marksOf = (id) => [...document.querySelectorAll("mark")].filter((m) => m.dataset.records.split(" ").includes(id));

  const clear = () => {
    document.querySelectorAll(".active").forEach((e) => e.classList.remove("active"));
    document.querySelectorAll(".dimmed").forEach((e) => e.classList.remove("dimmed"));
  };

  const choose = (id) => {
    clear();
    const record = document.getElementById(id);
    if (!record || !record.classList.contains("record")) return;
    record.classList.add("active");
    const marks = marksOf(id);
    marks.forEach((m) => m.classList.add("active"));
    if (marks.length) marks[0].closest(".text").classList.add("dimmed");
  };

  const follow = () => choose(location.hash.slice(1).replace(/-words$/, ""));
  addEventListener("hashchange", follow);
  follow();

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.show, a.ref");
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
