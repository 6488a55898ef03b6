// Starts Chromium: the one that CHROMIUM names, else the system's.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const USUAL = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const launch = () => {
  const executablePath = process.env.CHROMIUM ?? USUAL.find(existsSync);
  if (!executablePath) throw new Error("no Chromium found: install it, or name it in CHROMIUM");
  const quiet = ["disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync"];
  // Chromium can't build its sandbox as root, which containers run as.
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0, args: quiet.map((flag) => `--${flag}`) });
};
