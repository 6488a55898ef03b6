// node shoot.mjs PAGE.html OUT.png [light|dark] [WIDTH] [#FRAGMENT]: a picture of a page as it first shows.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const [, , source, out, colorScheme = "light", width = "1280", fragment = ""] = process.argv;
const browser = await launch();
const context = await browser.newContext({ viewport: { width: Number(width), height: 860 }, colorScheme, deviceScaleFactor: 2, reducedMotion: "reduce" });
const page = await context.newPage();
await page.goto(pathToFileURL(resolve(source)).href + fragment);
await page.waitForTimeout(300);
await page.evaluate(() => scrollTo(0, 0));
await page.screenshot({ path: out });
await browser.close();
