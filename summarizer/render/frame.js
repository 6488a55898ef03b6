"use strict";
// Runs in the notebook: gives the frame of a briefing the height that its page asks for, and nothing else.
if (!globalThis.summarizerFrames) {
  globalThis.summarizerFrames = true;
  addEventListener("message", (event) => {
    const height = Number(event.data?.summarizerHeight);
    if (!(height > 100 && height < 20000)) return;
    for (const frame of document.querySelectorAll("iframe.summarizer-briefing")) {
      if (frame.contentWindow === event.source) frame.style.height = `${Math.ceil(height)}px`;
    }
  });
}
