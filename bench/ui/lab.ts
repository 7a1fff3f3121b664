/**
 * What the playground does in a second: `tsx bench/ui/lab.ts`. Steps of a 2-8-8-1 network with batches of 32 as fast as they go,
 * through the served page in headless Chromium, and how many frames the page draws meanwhile. With `KAVIAR_PLAYGROUND`, the file
 * `src/nn.ts` of a clone of TensorFlow Playground (Apache 2.0), its own step on the same points comes beside, in a page that
 * does nothing else.
 */

import { openLab } from "@kaviar/ui";
import { build } from "esbuild";
import { startBrowser } from "../../packages/tensor/test/runtimes/browser.ts";
import { readChoices } from "../../packages/ui/page/lab/choices/choice.ts";
import { choices } from "../../packages/ui/page/lab/rooms/playground/choices.ts";
import { heldOut, pointsOf } from "../../packages/ui/page/lab/rooms/playground/points.ts";

const seconds = 5;
const rounds = 3;
const browser = await startBrowser(["--disable-gpu"]);
if (typeof browser === "string") throw new Error(browser);
const lab = await openLab({ port: 0 });
const newPage = async () =>
  (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US", bypassCSP: true })).newPage();

/** Steps and frames a second of the playground at its fastest. */
const playground = async () => {
  const page = await newPage();
  page.on("pageerror", (error) => console.log(error.message));
  await page.goto(`${lab.url}#/playground?optimizer=sgd&rate=0.03&epochs=100000&pace=fast`);
  const steps = async () => Number(await page.locator(".numbers b").nth(1).textContent());
  while (!((await steps()) > 500)) await page.waitForTimeout(100);
  await page.evaluate(
    "globalThis.frames = 0; requestAnimationFrame(function count() { frames++; requestAnimationFrame(count); })",
  );
  const [before, began] = [await steps(), performance.now()];
  await page.waitForTimeout(1_000 * seconds);
  const [after, frames] = [await steps(), Number(await page.evaluate("frames"))];
  const took = (performance.now() - began) / 1_000;
  await page.context().close();
  return { steps: (after - before) / took, frames: frames / took };
};

/** Steps a second of TensorFlow Playground's own network. */
const peer = async (file: string) => {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    globalName: "peer",
  });
  const page = await newPage();
  await page.goto(`${lab.url}LICENCES.txt`);
  await page.addScriptTag({ content: outputFiles[0]!.text });
  const unless = readChoices(choices, new URLSearchParams());
  const { x, y, value } = pointsOf(unless);
  const held = heldOut(x.length, unless.test, unless.seed);
  const rows = [...x.keys()].filter((at) => !held.has(at)).map((at) => [x[at]!, y[at]!, value[at]!]);
  const measured = Number(
    await page.evaluate(`(() => {
      const rows = ${JSON.stringify(rows)};
      const network = peer.buildNetwork([2, 8, 8, 1], peer.Activations.RELU, peer.Activations.TANH, null, ["x", "y"], false);
      let [steps, at] = [0, 0];
      const step = () => {
        for (let i = 0; i < 32; i++) {
          const [x, y, value] = rows[at++ % rows.length];
          peer.forwardProp(network, [x, y]);
          peer.backProp(network, value, peer.Errors.SQUARE);
        }
        peer.updateWeights(network, 0.03, 0);
        steps++;
      };
      while (steps < 500) step();
      steps = 0;
      const began = performance.now();
      while (performance.now() - began < ${1_000 * seconds}) step();
      return (1_000 * steps) / (performance.now() - began);
    })()`),
  );
  await page.context().close();
  return measured;
};

const file = process.env.KAVIAR_PLAYGROUND;
for (let round = 1; round <= rounds; round++) {
  const { steps, frames } = await playground();
  const theirs = file === undefined ? undefined : await peer(file);
  console.log(
    `round ${round}: playground ${Math.round(steps)} steps/s at ${frames.toFixed(0)} frames/s` +
      (theirs === undefined ? "" : `; TensorFlow Playground's own step alone ${Math.round(theirs)} steps/s`),
  );
}
if (file === undefined) console.log("Without KAVIAR_PLAYGROUND, a clone's src/nn.ts, there is nothing beside.");
await browser.close();
await lab.close();
