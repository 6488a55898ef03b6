// node check.mjs PAGE.html … : each page asks for nothing, logs no error, has no fault that axe-core calls serious, and
// shows each record's words when its link is followed, by mouse and by keyboard. Prints a line a check; exit 1 if one fails.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let failed = 0;
const say = (good, what, detail = "") => {
  failed += good ? 0 : 1;
  console.log(`${good ? "ok  " : "FAIL"} ${what}${good ? "" : `: ${detail}`}`);
};

const squeeze = (text) => text.replace(/\s+/g, "");

async function opened(browser, url, options, name) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
  const page = await context.newPage();
  const asked = [];
  const errors = [];
  page.on("request", (request) => request.url().split("#")[0] === url || asked.push(request.url()));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("dialog", (dialog) => { errors.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(url);
  await page.waitForTimeout(200);
  say(asked.length === 0, `${name}: no request leaves`, asked.join(", "));
  say(errors.length === 0, `${name}: no error on the console`, errors.join(", "));
  return { context, page };
}

async function accessible(browser, url, colorScheme, width, name) {
  // axe-core is put in from outside, which the page's own policy would rightly refuse.
  const { context, page } = await opened(browser, url, { colorScheme, bypassCSP: true, viewport: { width, height: 900 } }, name);
  await page.evaluate(axe);
  for (const state of ["at rest", "with words marked"]) {
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const grave = violations.filter((v) => ["serious", "critical"].includes(v.impact));
    const detail = grave.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 120)}`).join("; ");
    say(grave.length === 0, `${name}: axe-core finds no serious fault, ${state}`, detail);
    const link = page.locator("a.show").first();
    if (!(await link.count())) break;
    await link.click();
    await page.waitForTimeout(600);
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  say(overflow <= 0, `${name}: nothing sticks out sideways`, `${overflow} px`);
  await context.close();
}

async function links(browser, url, name) {
  const { context, page } = await opened(browser, url, { reducedMotion: "reduce" }, `${name}, links`);
  const all = await page.locator("a.show").all();
  let wrong = [];
  for (const link of all) {
    const record = await link.getAttribute("data-record");
    await link.click();
    const seen = await page.evaluate((id) => {
      const own = [...document.querySelectorAll(`[id="${id}"] blockquote b`)].map((q) => q.textContent).join("");
      const marks = [...document.querySelectorAll("mark.active.proof")];
      const box = marks[0]?.getBoundingClientRect();
      const pane = marks[0]?.closest(".text").getBoundingClientRect();
      const within = box && box.top >= Math.max(0, pane.top) - 1 && box.bottom <= Math.min(innerHeight, pane.bottom) + 1;
      return { own, marked: marks.map((m) => m.textContent).join(""), within: Boolean(within), active: document.querySelectorAll(".record.active").length };
    }, record);
    const same = seen.own ? squeeze(seen.own) === squeeze(seen.marked) : seen.marked.length > 0;
    if (!same || !seen.within || seen.active !== 1) wrong.push(`${record} ${JSON.stringify(seen)}`);
  }
  if (all.length) say(wrong.length === 0, `${name}: each of ${all.length} links scrolls to its words and marks them`, wrong.join("; "));
  if (all.length > 1) await keyboard(page, all, name);
  await context.close();
}

async function keyboard(page, all, name) {
  await all[0].focus();
  await page.keyboard.press("j");
  const second = await all[1].getAttribute("data-record");
  const active = await page.evaluate(() => document.querySelector(".record.active")?.id);
  say(active === second, `${name}: j goes to the next record`, `${active}, not ${second}`);
  await page.keyboard.press("k");
  await page.keyboard.press("Escape");
  say((await page.locator(".active").count()) === 0, `${name}: Escape clears the marks`, "marks stay");
  const back = page.locator(".text a.ref").first();
  await back.focus();
  await page.keyboard.press("Enter");
  const target = (await back.getAttribute("href")).slice(1);
  const chosen = await page.evaluate(() => document.querySelector(".record.active")?.id);
  say(chosen === target, `${name}: a label in the text leads back to its record`, `${chosen}, not ${target}`);
}

// On a phone the article stands below the records: each card leads to its words, and these lead back to the card.
async function phone(browser, url, name) {
  const { context, page } = await opened(browser, url, { reducedMotion: "reduce", viewport: { width: 390, height: 844 } }, `${name}, phone`);
  const wrong = [];
  const inView = (selector) => page.evaluate((s) => {
    const box = document.querySelector(s)?.getBoundingClientRect();
    return Boolean(box && box.bottom > 0 && box.top < innerHeight);
  }, selector);
  for (const link of await page.locator("a.show").all()) {
    const record = await link.getAttribute("data-record");
    await link.click();
    if (!(await inView("mark.active.proof"))) wrong.push(`${record}: words out of view`);
    await page.locator("a.back").click();
    if (!(await inView(`[id="${record}"]`))) wrong.push(`${record}: no way back`);
  }
  say(wrong.length === 0, `${name}: on a phone each card leads to its words and back`, wrong.join("; "));
  await context.close();
}

async function framed(browser, url, name) {
  const { context, page } = await opened(browser, url, { reducedMotion: "reduce" }, `${name}, frame`);
  for (const frame of page.frames().slice(1)) {
    await frame.locator("a.show").last().click();
    const active = await frame.locator("mark.active").count();
    const room = await frame.evaluate(() => [document.getElementById("content").offsetHeight, innerHeight]);
    const most = await page.evaluate(() => 0.9 * innerHeight);
    say(room[1] + 8 >= Math.min(room[0], most), `${name}: the frame grows with its content`, room.join(" in "));
    say(active > 0 && frame.url().startsWith("about:srcdoc"), `${name}: links lead within the frame`, frame.url());
  }
  await context.close();
}

const browser = await launch();
for (const file of process.argv.slice(2)) {
  const url = pathToFileURL(resolve(file)).href;
  const name = file.split("/").at(-1);
  await accessible(browser, url, "light", 1360, `${name}, light`);
  await accessible(browser, url, "dark", 1360, `${name}, dark`);
  await accessible(browser, url, "light", 380, `${name}, narrow`);
  await links(browser, url, name);
  await phone(browser, url, name);
  await framed(browser, url, name);
}
await browser.close();
console.log(failed ? `${failed} checks failed` : "all checks passed");
process.exit(failed ? 1 : 0);
