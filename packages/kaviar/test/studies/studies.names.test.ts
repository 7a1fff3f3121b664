import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
const run = async (...args: string[]) => (await kaviar.run(...args)).out;
const name = "optimizer.adam.beta2";

let lines = "";
beforeAll(async () => {
  writeFileSync(
    `${kaviar.folder}/names.mjs`,
    `import { writeFileSync } from "node:fs";
     import { choice, float, log } from "@kaviar/tune";
     export const space = { rate: log(1e-3, 1), optimizer: choice({ adam: { beta2: float(0.5, 1) } }), epochs: 7 };
     export const options = { trials: 12, seed: 3 };
     export default ({ optimizer }, trial) => {
       writeFileSync(trial.checkpoint + "/state.json", "x".repeat(1200));
       return optimizer.beta2;
     };`,
  );
  lines = await run("tune", "names.mjs");
});

it("calls a conditional parameter by one name everywhere", async () => {
  await run("study", "report", "names", "--out", "names.html");
  const shown = {
    "tune, a trial": lines.split("\n").find((line) => line.startsWith("trial 3 "))!,
    "tune, the best": lines.slice(lines.indexOf("best  ")),
    "study show, the space": (await run("study", "show", "names")).split("best  ")[0]!,
    "study show, the best": (await run("study", "show", "names")).split("best  ")[1]!,
    "study best": await run("study", "best", "names"),
    "study trials": await run("study", "trials", "names"),
    "study export": (await run("study", "export", "names", "--format", "csv")).split("\n")[0]!,
    "study importance": await run("study", "importance", "names"),
    "study report": readFileSync(`${kaviar.folder}/names.html`, "utf8"),
    enqueue: await run("enqueue", "names", "--params", '{"optimizer": {"kind": "adam", "beta2": 0.75}}'),
  };
  for (const [where, text] of Object.entries(shown)) {
    expect(text, where).toContain(name);
    expect(text, where).not.toMatch(/optimizer\.(kind|beta2)/);
  }
  expect(shown.enqueue).toBe(`Trial 12 of "names" waits: optimizer adam  ${name} 0.75\n`);
  expect(shown["study best"]).toMatch(/^ {2}epochs +7$/m);
});

it("lists what the best trial has left, at the end of a run and wherever it is shown", async () => {
  const document = JSON.parse(await run("study", "show", "names", "--json"));
  const [{ number, checkpoint, files }] = document.best;
  expect(files).toEqual([{ name: "state.json", bytes: 1200 }]);
  expect(readFileSync(`${checkpoint}/state.json`, "utf8")).toHaveLength(1200);
  const listed = new RegExp(
    `^ {2}files {2}kaviar\\.db-artifacts/names~.*/${number}\n {4}state\\.json {2}1\\.2 kB$`,
    "m",
  );
  for (const text of [lines, await run("study", "show", "names"), await run("study", "best", "names")])
    expect(text).toMatch(listed);
  const best = JSON.parse(await run("study", "best", "names", "--json"));
  expect(best).toMatchObject({ number, checkpoint, files });
});
