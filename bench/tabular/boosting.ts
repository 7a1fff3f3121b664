/**
 * Gradient boosting beside LightGBM, on the same rows: the time of a fit, binning included, of a prediction, and how good
 * it is on rows kept apart. Each in a process of its own and in turn; the best of several counts.
 *
 *   KAVIAR_PYTHON=…/python npx tsx bench/tabular/boosting.ts            a Python that has lightgbm
 *   npx tsx bench/tabular/boosting.ts million 2                         one set, one number of threads
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { boosting, pipeline, table } from "@kaviar/tabular";
import { type MadeSet, makeSet, sets } from "./made-sets.ts";

interface Measured {
  readonly fit: number;
  /** Seconds of the processor: what the machine's other work adds least to. */
  readonly fitProcessor: number;
  readonly predict: number;
  readonly predictProcessor: number;
  readonly auc: number;
}

const here = fileURLToPath(import.meta.url);
const run = promisify(execFile);
const python = process.env.KAVIAR_PYTHON ?? "python3";

const best = async (repeats: number, work: () => unknown): Promise<{ wall: number; processor: number }> => {
  let [wall, processor] = [Infinity, Infinity];
  for (let i = 0; i < repeats; i++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(used);
    wall = Math.min(wall, (performance.now() - start) / 1000);
    processor = Math.min(processor, (user + system) / 1e6);
  }
  return { wall, processor };
};

const areaUnder = (y: ArrayLike<number>, score: (row: number) => number): number => {
  const order = Uint32Array.from({ length: y.length }, (_, row) => row).sort((a, b) => score(a) - score(b));
  let [sum, ones] = [0, 0];
  for (const [rank, row] of order.entries()) {
    if (y[row] !== 1) continue;
    sum += rank + 1;
    ones++;
  }
  return (sum - (ones * (ones + 1)) / 2) / (ones * (y.length - ones));
};

const measureOwn = async (folder: string, name: string, threads: number): Promise<Measured> => {
  const { columns, y, train } = JSON.parse(readFileSync(join(folder, "set.json"), "utf8")) as MadeSet["about"];
  const read = (file: string): Float64Array =>
    new Float64Array(Uint8Array.from(readFileSync(join(folder, file))).buffer);
  const target = read(y);
  const rows = (from: number, to: number) =>
    table({
      ...Object.fromEntries(
        columns.map(({ file, levels }) => {
          const values = read(file).subarray(from, to);
          return [file, levels === 0 ? values : Array.from(values, (code) => `level ${code}`)];
        }),
      ),
      y: Array.from(target.subarray(from, to), (value) => (value === 1 ? "yes" : "no")),
    });
  const [trained, tested] = [rows(0, train), rows(train, target.length)];
  const pipe = pipeline(boosting({ threads }));
  let model = await pipe.fit(trained, { target: "y", seed: 1 });
  const { repeats } = sets[name as keyof typeof sets];
  const fit = await best(repeats, async () => {
    model = await pipe.fit(trained, { target: "y", seed: 1 });
  });
  let said = await model.probabilities(tested);
  const predict = await best(5, async () => {
    said = await model.probabilities(tested);
  });
  const second = said.classes.indexOf("yes");
  return {
    fit: fit.wall,
    fitProcessor: fit.processor,
    predict: predict.wall,
    predictProcessor: predict.processor,
    auc: areaUnder(target.subarray(train), (row) => said.values[2 * row + second]!),
  };
};

const commands = (folder: string, name: string, threads: number) => ({
  kaviar: [process.execPath, ...process.execArgv, here, "own", folder, name, String(threads)],
  LightGBM: [
    python,
    fileURLToPath(new URL("peers/boosting_lightgbm.py", import.meta.url)),
    folder,
    String(sets[name as keyof typeof sets].repeats),
    String(threads),
  ],
});

const measure = async ([program, ...args]: readonly string[]): Promise<Measured | string> => {
  try {
    const { stdout } = await run(program!, args, { timeout: 600_000 });
    return JSON.parse(stdout.trim().split("\n").at(-1)!) as Measured;
  } catch (error) {
    return `left out: ${String((error as { stderr?: string }).stderr || error)
      .trim()
      .split("\n")
      .at(-1)}`;
  }
};

const least = (one: Measured | string | undefined, other: Measured | string): Measured | string =>
  typeof one !== "object" || typeof other !== "object"
    ? other
    : {
        fit: Math.min(one.fit, other.fit),
        fitProcessor: Math.min(one.fitProcessor, other.fitProcessor),
        predict: Math.min(one.predict, other.predict),
        predictProcessor: Math.min(one.predictProcessor, other.predictProcessor),
        auc: other.auc,
      };

const compare = async (name: string, threads: number): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "kaviar-boosting-"));
  try {
    const { about, contents } = makeSet(name as keyof typeof sets);
    for (const [file, values] of contents) writeFileSync(join(folder, file), values);
    writeFileSync(join(folder, "set.json"), JSON.stringify(about));
    const found = new Map<string, Measured | string>();
    for (let round = 0; round < 2; round++) {
      for (const [runner, command] of Object.entries(commands(folder, name, threads)))
        found.set(runner, least(found.get(runner), await measure(command)));
    }
    console.log(`${name}, ${about.train} × ${about.columns.length}, ${threads} thread${threads > 1 ? "s" : ""}`);
    const own = found.get("kaviar");
    for (const [runner, result] of found) {
      if (typeof result === "string") {
        console.log(`  ${runner.padEnd(9)} ${result}`);
        continue;
      }
      const shown = (key: keyof Measured): string => {
        const ratio = runner !== "kaviar" && typeof own === "object" ? ` (${(own[key] / result[key]).toFixed(2)})` : "";
        return `${result[key].toFixed(3)} s${ratio}`;
      };
      console.log(
        `  ${runner.padEnd(9)} fit ${shown("fit")}, of the processor ${shown("fitProcessor")}; predict ${shown("predict")}, ${shown("predictProcessor")}; AUC ${result.auc.toFixed(4)}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const [first, ...rest] = process.argv.slice(2);
if (first === "own") {
  const [folder, name, threads] = rest;
  console.log(JSON.stringify(await measureOwn(folder!, name!, Number(threads))));
} else {
  const chosen = first === undefined ? ["small", "adult", "higgs"] : [first];
  for (const name of chosen) {
    for (const threads of rest.length > 0 ? rest.map(Number) : name === "small" ? [1] : [1, 2])
      await compare(name, threads);
  }
}
