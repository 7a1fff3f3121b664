/**
 * A minute of news: `tsx bench/ui/minute.ts [seconds]`. A study of 100 000 trials in an SQLite file is open in headless Chromium,
 * through a tunnel; for 60 seconds unless said ten trials are added every 100 ms, and three times the tunnel is cut
 * for three seconds. Told is how many were added, how many events came, and how many trials the page has at the end.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStorage } from "@kaviar/tune";
import { openDashboard } from "@kaviar/ui";
import { startBrowser } from "../../packages/tensor/test/runtimes/browser.ts";
import { tunnel } from "../../packages/ui/test/browser/tunnel.ts";
import { madeStudy, madeTrials } from "./made-trials.ts";

const seconds = Number(process.argv[2] ?? 60);
const before = 100_000;
const cuts = 3;
const folder = mkdtempSync(join(tmpdir(), "kaviar-bench-minute-"));
const url = `sqlite:${join(folder, "kaviar.db")}`;

const storage = await openStorage(url);
const study = await madeStudy(storage, "large", before);
const way = await tunnel();
const dashboard = await openDashboard({ storage: url, port: 0, allowHost: [`127.0.0.1:${way.port}`] });
way.leadTo(dashboard.port);
const browser = await startBrowser(["--disable-gpu"]);
if (typeof browser === "string") throw new Error(browser);
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
await page.goto(dashboard.url.replace(`:${dashboard.port}/`, `:${way.port}/`));
await page.goto(`http://127.0.0.1:${way.port}/#/studies/${study.id}`);
await page.locator("#trials table a").first().waitFor();

const session = await page.context().newCDPSession(page);
await session.send("Network.enable");
let events = 0;
session.on("Network.eventSourceMessageReceived", ({ eventName }) => {
  if (eventName === "news") events++;
});
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const began = performance.now();
let added = 0;
const adding = (async () => {
  for (let at = 0; performance.now() - began < 1e3 * seconds; at++) {
    await storage.add(study.id, madeTrials(10, before + added));
    added += 10;
    await pause(Math.max(100 * (at + 1) - (performance.now() - began), 0));
  }
})();
for (let cut = 1; cut <= cuts; cut++) {
  await pause(Math.max((1e3 * seconds * cut) / (cuts + 1) - (performance.now() - began), 0));
  await way.cut();
  await pause(3_000);
  await way.mend();
}
await adding;
const ended = performance.now();

/** How many trials the page says it has, and the number of the last by its own order. */
const known = async () =>
  Number(/[\d,]+/.exec((await page.locator("#trials .says").textContent())!)![0].replaceAll(",", ""));
while ((await known()) < before + added && performance.now() - ended < 30_000) await pause(50);
const waited = performance.now() - ended;
const has = await known();
// Of each trial that is there the page can show the row: the first and the last of what came, and one a second between.
let missing = 0;
for (let number = before; number < before + added; number += 100) {
  await page.goto(`http://127.0.0.1:${way.port}/#/studies/${study.id}?trial=${number}`);
  const title = page.locator("dialog[open] h2", { hasText: `Trial ${number}` });
  await title.waitFor({ timeout: 5_000 }).catch(() => missing++);
}
console.log(
  [
    `${added} trials added in ${((ended - began) / 1e3).toFixed(1)} s to ${before}, the connection cut ${cuts} times for 3 s`,
    `${events} events; the page has ${has} of ${before + added} trials ${waited.toFixed(0)} ms after the last was added`,
    `${before + added - has} lost; of one in a hundred opened ${missing} were not there`,
  ].join("\n"),
);
await browser.close();
await dashboard.close();
await way.cut();
await storage.close();
rmSync(folder, { recursive: true });
