// node review.mjs URL ARTICLE_FILE [FOLDER]: drives the service's page as a reviewer does: pastes the article, corrects a
// record by selecting its words, rejects one by keyboard, adds one by selection, says that nothing is missing. Looks at
// every page with axe-core, at 1280 and 390 px, light and dark; no request may leave. Prints a line a check; exit 1 if one fails.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { launch } from "./browser.mjs";

const [, , base, articleFile, folder] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let failed = 0;
const say = (good, what, detail = "") => {
  failed += good ? 0 : 1;
  console.log(`${good ? "ok  " : "FAIL"} ${what}${good ? "" : `: ${detail}`}`);
};

const asked = [];
const errors = [];
const watch = (page) => {
  page.on("request", (request) => request.url().startsWith(base) || asked.push(request.url()));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
};

const select = (page, words) =>
  page.evaluate((wanted) => {
    const text = document.querySelector(".text");
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + wanted.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return true;
    }
    return false;
  }, words);

async function drive(browser) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  watch(page);
  await page.goto(base);
  await page.fill("#article", readFileSync(articleFile, "utf8"));
  await page.click("text=Brief it");
  await page.waitForURL(/briefings/, { timeout: 60_000 });
  say(true, "a pasted article leads to its briefing");
  await page.keyboard.press("j");
  say((await page.locator(".record.active").getAttribute("data-label")) === "C1", "j chooses the first record");
  await page.keyboard.press("e");
  await page.waitForSelector(".edit");
  await page.focus('[name="f.victims"]');
  say(await select(page, "bus passengers"), "words can be selected in the article");
  await page.click("#use-selection");
  say((await page.inputValue('[name="f.victims"]')) === "bus passengers", "selected words fill the field");
  await page.focus('[name="f.weapon"]');
  await select(page, "drone");
  await page.click("#use-selection");
  await page.fill('[name="f.weapon"]', "an invented weapon");
  await page.click(".edit button.main");
  await page.waitForSelector(".edit .error");
  say(true, "words that the article does not have are refused in place");
  await page.fill('[name="f.weapon"]', "Russian drone");
  await page.click(".edit button.main");
  await page.waitForSelector(".state-edit");
  say((await page.locator("#r-C1 .verdicts").textContent()).includes("corrected"), "a corrected record says who and when");
  await page.keyboard.press("j");
  await page.keyboard.press("a");
  await page.waitForSelector(".state-accept");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.waitForSelector(".state-reject");
  say(true, "a accepts and x rejects");
  await page.keyboard.press("u");
  await page.waitForSelector(".state-reject", { state: "detached" });
  await page.keyboard.press("x");
  await page.waitForSelector(".state-reject");
  say(true, "u takes back");
  await select(page, "Moscow");
  await page.click("#add-selection");
  await page.waitForSelector('[aria-label="Add a record"]');
  await page.selectOption("#add-topic", "ceasefire");
  await page.waitForSelector('#adding [name="f.stance"]');
  await page.fill('#adding [name="f.actor"]', "Moscow");
  await page.selectOption('#adding [name="f.stance"]', "rejects");
  await page.click("#adding button.main");
  await page.waitForSelector("[data-added]");
  say(true, "a missing record is added by selecting its words");
  await page.click("text=Nothing is missing");
  await page.waitForSelector(".status:has-text('complete')");
  say((await page.locator(".status").textContent()).includes("All records are reviewed"), "the review is complete");
  return page.url();
}

async function looks(browser, urls) {
  for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [390, "light"], [390, "dark"]]) {
    for (const [name, url] of urls) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true, reducedMotion: "reduce" });
      const page = await context.newPage();
      watch(page);
      await page.goto(url);
      await page.waitForTimeout(150);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      say(wide <= 0, `${name}, ${width} ${colorScheme}: nothing sticks out sideways`, `${wide} px`);
      if (folder) await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const grave = violations.filter((v) => ["serious", "critical"].includes(v.impact));
      const detail = grave.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)}`).join("; ");
      say(grave.length === 0, `${name}, ${width} ${colorScheme}: axe-core finds no serious fault`, detail);
      await context.close();
    }
  }
}

const browser = await launch();
const briefing = await drive(browser);
await looks(browser, [["home", base], ["briefing", briefing], ["edit", `${briefing.split("#")[0]}/records/C1/edit`], ["precision", `${base}/precision`], ["queue", `${base}/queue`], ["login", `${base}/login`]]);
await browser.close();
say(asked.length === 0, "no request leaves the service", asked.join(", "));
say(errors.length === 0, "no error on the console", [...new Set(errors)].join(", "));
console.log(failed ? `${failed} checks failed` : "all checks passed");
process.exit(failed ? 1 : 0);
