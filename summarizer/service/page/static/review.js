"use strict";
// Reviewing with the keyboard, and choosing a field's words by selecting them in the article. Offsets count code points.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const review = $("#review");
  if (!review) return;
  let current = location.hash.startsWith("#r-") ? location.hash.slice(1).replace(/-words$/, "") : "";
  let field = null;
  let chosen = null;

  const records = () => [...document.querySelectorAll("#records .record")];

  // Marks follow the record's evidence as it is now, which a review may have changed.
  const mark = (record) => {
    document.querySelectorAll(".active").forEach((e) => e.classList.remove("active"));
    if (!record) return;
    record.classList.add("active");
    const words = [...document.querySelectorAll(".text mark")].filter((m) => m.dataset.records.split(" ").includes(record.dataset.label));
    words.forEach((m) => m.classList.add("active"));
    $(".text").classList.toggle("dimmed", words.length > 0);
    if (words.length && innerWidth > 860) words[0].scrollIntoView({ block: "nearest" });
  };

  const choose = (record) => {
    if (!record) return;
    current = record.id;
    mark(record);
    record.focus({ preventScroll: true });
    record.scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const all = records();
    const at = all.findIndex((r) => r.id === current);
    choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
  };

  const press = (key) => {
    const within = key === "u" ? $("#records") : document.getElementById(current);
    const button = within && $(`[data-key="${key}"]`, within);
    if (button) button.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape") {
      const close = $(".edit [data-close]");
      if (close) close.click();
      getSelection().removeAllRanges();
      return;
    }
    if (typing) return;
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else if ("axeu".includes(event.key)) press(event.key);
    else if (event.key === "n") add();
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const record = event.target.closest("#records .record");
    const words = event.target.closest(".text mark");
    if (words && !String(getSelection())) {
      const labels = words.dataset.records.split(" ");
      const all = records().filter((r) => labels.includes(r.dataset.label));
      choose(all[(all.findIndex((r) => r.id === current) + 1) % all.length]);
    } else if (record && record.id !== current) {
      current = record.id;
      mark(record);
    }
  });

  // Words of the article: from a place in the page to an offset in the text.
  const offset = (node, at) => {
    const holder = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const piece = holder.closest("[data-start]");
    if (!piece) return null;
    const before = document.createRange();
    before.selectNodeContents(piece);
    before.setEnd(node, at);
    return Number(piece.dataset.start) + [...before.toString()].length;
  };

  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const text = $(".text");
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const words = selection.toString();
    let start = offset(range.startContainer, range.startOffset);
    let end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return null;
    start += [...words].length - [...words.trimStart()].length;
    end -= [...words].length - [...words.trimEnd()].length;
    return end > start ? { start, end, words: words.trim() } : null;
  };

  const show = () => {
    const now = selected();
    if (now) chosen = now;
    const bar = $("#selection");
    bar.hidden = !now;
    if (!now) return;
    $("#selected").textContent = now.words;
    const use = $("#use-selection");
    use.hidden = !(field && field.isConnected);
    if (!use.hidden) use.textContent = `Use for ${$(`label[for="${field.id}"]`)?.textContent ?? "the field"}`;
  };
  document.addEventListener("selectionchange", show);

  document.addEventListener("focusin", (event) => {
    if (!event.target.matches("[data-words]")) return;
    document.querySelectorAll(".chosen").forEach((e) => e.classList.remove("chosen"));
    field = event.target;
    field.classList.add("chosen");
  });

  const use = () => {
    if (!chosen || !field || !field.isConnected) return;
    if (field.dataset.words === "offsets") {
      document.getElementById(field.dataset.offsets).value = `${chosen.start}:${chosen.end}`;
      field.value = chosen.words;
    } else if (field.dataset.words === "lines") field.value = [field.value.trim(), chosen.words].filter(Boolean).join("\n");
    else field.value = chosen.words;
    getSelection().removeAllRanges();
    field.focus();
  };

  const add = () => {
    const where = chosen && `${chosen.start}:${chosen.end}`;
    const link = $("#add-record");
    if (!link) return;
    const url = where ? `${link.getAttribute("href")}?evidence=${where}` : link.getAttribute("href");
    globalThis.htmx.ajax("GET", url, { target: "#adding", swap: "innerHTML" });
    getSelection().removeAllRanges();
  };

  const keep = (event) => event.preventDefault(); // a press on the bar must not end the selection
  $("#selection").addEventListener("mousedown", keep);
  $("#use-selection").addEventListener("click", use);
  $("#add-selection").addEventListener("click", add);

  document.body.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    const form = $(".edit", target.isConnected ? target : document);
    if (form && (target.id === "adding" || target.classList.contains("record"))) {
      form.scrollIntoView({ block: "nearest" });
      $("input:not([type=hidden]):not([readonly]), select", form)?.focus();
      return;
    }
    const record = document.getElementById(current);
    if (record) choose(record);
  });

  // A form that is answered with itself (its words are not in the article) stays in its place.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const html = event.detail.serverResponse ?? "";
    if (event.detail.target.id === "records" && /^\s*<form class="edit"/.test(html)) {
      event.detail.target = document.getElementById(current) ?? event.detail.target;
      event.detail.swapOverride = "innerHTML";
    }
    if (event.detail.target.id === "adding" && /id="records"/.test(html)) {
      event.detail.target = $("#records");
      event.detail.swapOverride = "outerHTML";
    }
  });

  addEventListener("hashchange", () => {
    const record = document.getElementById(location.hash.slice(1).replace(/-words$/, ""));
    if (record && record.classList.contains("record")) choose(record);
  });
  if (current) mark(document.getElementById(current));
})();
