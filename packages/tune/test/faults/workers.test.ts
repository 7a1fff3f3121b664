import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { float, keyedRandom } from "@kaviar/tune";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { isAlive, moduleFile, temporaryFolder, until } from "../workers/module-file.ts";

const kills = Number(process.env.KAVIAR_TEST_KILLS ?? 60);
// A busy machine lets more of them end unharmed.
const trials = Math.ceil(kills * 2.8);

/** The package as it is published: bundled, its workers' entry beside it. They start in half the time of the sources'. */
const bundled = async (folder: string): Promise<typeof import("@kaviar/tune")> => {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  await build({
    absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
    entryPoints: ["src/index.ts", "src/workers/worker.ts"],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    external: ["libsql", "postgres", "jiti", "#report-page"],
    platform: "node",
  });
  return import(pathToFileURL(join(folder, "index.js")).href);
};

it(`loses no trial and runs none twice to its end while workers are killed ${kills} times`, async () => {
  const folder = temporaryFolder();
  const log = join(folder, "log");
  const objective = moduleFile(
    folder,
    "objective.mjs",
    `import { appendFileSync } from "node:fs";
     const log = (line) => appendFileSync(${JSON.stringify(log)}, line + "\\n");
     export default async ({ x }, trial) => {
       log("begin " + trial.number + " " + process.pid);
       await new Promise((resolve) => setTimeout(resolve, 10 + 10 * x));
       return x;
     };`,
  );
  const { createStudy, random: byChance } = await bundled(folder);
  const study = await createStudy({ seed: 1, sampler: byChance() });
  const requeues = new Map<number, number>();
  const told: number[] = [];
  const listening = (async () => {
    for await (const event of study.events) {
      if (event.kind === "requeued") requeues.set(event.number, (requeues.get(event.number) ?? 0) + 1);
      if (event.kind === "told") told.push(event.trial.number);
    }
  })();
  const linesOf = () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []);
  const random = keyedRandom(1, 0, "kills");
  let killed = 0;
  let over = false;
  const killing = (async () => {
    for (let seen = 0; killed < kills && !over; ) {
      const lines = linesOf();
      for (; seen < lines.length && killed < kills; seen++) {
        const pid = Number(lines[seen]!.split(" ")[2]);
        // Nothing to wait for: on a busy machine the killer would fall behind the lines of the dead.
        if (!isAlive(pid)) continue;
        await new Promise((resolve) => setTimeout(resolve, 12 * random()));
        if (!isAlive(pid)) continue;
        process.kill(pid, "SIGKILL");
        killed++;
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  const { stopped } = await study.optimize({ x: float(0, 1) }, objective, { trials, workers: 4 });
  over = true;
  await killing;
  await study.close();
  await listening;

  const states = study.trials.map(({ state }) => state);
  const failed = study.trials.filter(({ state }) => state === "failed");
  const begun = linesOf().map((line) => Number(line.split(" ")[1]));
  const count = (number: number) => begun.filter((each) => each === number).length;
  const again = [...requeues.values()].reduce((sum, times) => sum + times, 0);
  console.log(
    `${killed} workers killed: ${states.filter((state) => state === "complete").length} trials complete, ${failed.length} failed for a second kill, ${again} queued again, ${begun.length} begun`,
  );
  expect(killed).toBe(kills);
  expect(stopped).toBe(`the study has its ${trials} trials`);
  expect(states.length).toBe(trials);
  expect(states.every((state) => state === "complete" || state === "failed")).toBe(true);
  expect(told.toSorted((a, b) => a - b)).toEqual(Array.from({ length: trials }, (_, i) => i));
  // Handed out once, and once more after a kill; a second kill fails the trial.
  expect([...requeues.values()].every((times) => times === 1)).toBe(true);
  for (const { number } of study.trials) expect(count(number)).toBeLessThanOrEqual(1 + (requeues.get(number) ?? 0));
  for (const { number, error } of failed) {
    expect(requeues.get(number)).toBe(1);
    expect(error).toBe("its process was killed from outside with SIGKILL, as before: 2 times");
  }
  const pids = new Set(linesOf().map((line) => Number(line.split(" ")[2])));
  expect(await until(() => ![...pids].some(isAlive))).toBe(true);
}, 120_000);
