/**
 * Forests beside scikit-learn's, on the same 20 000 rows of 20 columns: the time of a fit, and how good it is on rows kept
 * apart. Each in a process of its own and in turn; the best of several counts.
 *
 *   KAVIAR_PYTHON=…/python npx tsx bench/tabular/forests.ts             a Python that has scikit-learn
 *   npx tsx bench/tabular/forests.ts 2                                  on so many threads
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { normal, seededRandom } from "@kaviar/base/random";
import { extraTrees, pipeline, randomForest, table } from "@kaviar/tabular";

interface Measured {
  readonly wall: number;
  /** Seconds of the processor: what the machine's other work adds least to. */
  readonly processor: number;
  /** Accuracy, or the share of the variance that is explained. */
  readonly score: number;
}

const rows = { all: 30_000, train: 20_000, columns: 20 } as const;
const repeats = 3;

/** By name: which forest, of how many trees, on which target. */
const forests = {
  "randomForest, classes": { make: randomForest, trees: 100, target: "classes" },
  "extraTrees, classes": { make: extraTrees, trees: 100, target: "classes" },
  "randomForest, numbers": { make: randomForest, trees: 20, target: "numbers" },
  "extraTrees, numbers": { make: extraTrees, trees: 20, target: "numbers" },
} as const;
type Name = keyof typeof forests;

const here = fileURLToPath(import.meta.url);
const run = promisify(execFile);
const python = process.env.KAVIAR_PYTHON ?? "python3";

const makeRows = (folder: string): void => {
  const random = seededRandom(1);
  const x = Float64Array.from({ length: rows.all * rows.columns }, () => normal(random));
  const numbers = Float64Array.from({ length: rows.all }, (_, row) => {
    const of = (c: number): number => x[row * rows.columns + c]!;
    return of(0) * of(1) + of(2) ** 2 + of(3) * of(4) * of(5) + Math.sin(3 * of(6)) + of(7) + normal(random);
  });
  writeFileSync(join(folder, "x"), x);
  writeFileSync(join(folder, "numbers"), numbers);
  writeFileSync(
    join(folder, "classes"),
    numbers.map((value) => (value > 1 ? 1 : 0)),
  );
};

const measureOwn = async (folder: string, name: Name, threads: number): Promise<Measured> => {
  const { make, trees, target } = forests[name];
  const read = (file: string) => new Float64Array(Uint8Array.from(readFileSync(join(folder, file))).buffer);
  const [x, y] = [read("x"), read(target)];
  const part = (from: number, to: number) =>
    table({
      ...Object.fromEntries(
        Array.from({ length: rows.columns }, (_, c) => [
          `x${c}`,
          Float64Array.from({ length: to - from }, (_, i) => x[(from + i) * rows.columns + c]!),
        ]),
      ),
      y: y.subarray(from, to),
    });
  const [train, test] = [part(0, rows.train), part(rows.train, rows.all)];
  const pipe = pipeline(make({ trees, threads }));
  let [wall, processor] = [Infinity, Infinity];
  let model = await pipe.fit(train, { target: "y", task: target, seed: 0 });
  for (let i = 0; i < repeats; i++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    model = await pipe.fit(train, { target: "y", task: target, seed: i });
    const { user, system } = process.cpuUsage(used);
    wall = Math.min(wall, (performance.now() - start) / 1000);
    processor = Math.min(processor, (user + system) / 1e6);
  }
  const said = Array.from(await model.predict(test), Number);
  const kept = y.subarray(rows.train);
  const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
  const wrong = kept.reduce((sum, value, row) => sum + (value - said[row]!) ** 2, 0);
  const spread = kept.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { wall, processor, score: target === "classes" ? 1 - wrong / kept.length : 1 - wrong / spread };
};

const race = async (folder: string, name: Name, threads: number): Promise<void> => {
  const { trees } = forests[name];
  const commands = {
    kaviar: [process.execPath, ...process.execArgv, here, "own", folder, name, String(threads)],
    "scikit-learn": [
      python,
      join(here, "../peers/forests_sklearn.py"),
      ...[folder, name, String(trees), String(rows.train), String(rows.columns), String(threads), String(repeats)],
    ],
  };
  const measured: Measured[] = [];
  for (const [who, [program, ...rest]] of Object.entries(commands)) {
    try {
      const { stdout } = await run(program!, rest, { timeout: 300_000 });
      const one = JSON.parse(stdout.trim().split("\n").at(-1)!) as Measured;
      measured.push(one);
      const times = `${one.wall.toFixed(2)} s, ${one.processor.toFixed(2)} s of processors`;
      console.log(`${name.padEnd(24)} ${who.padEnd(14)} ${times}, score ${one.score.toFixed(4)}`);
    } catch (error) {
      console.log(`${name.padEnd(24)} ${who.padEnd(14)} left out: ${String(error).split("\n")[0]}`);
    }
  }
  const [own, peer] = measured;
  if (!own || !peer) return;
  const ratio = (of: "wall" | "processor"): string => (own[of] / peer[of]).toFixed(2);
  console.log(`${"".padEnd(24)} ratio          ${ratio("wall")}, ${ratio("processor")} of processors`);
};

const [mode, folder, name, given] = process.argv.slice(2);
if (mode === "own") console.log(JSON.stringify(await measureOwn(folder!, name as Name, Number(given))));
else {
  const made = mkdtempSync(join(tmpdir(), "kaviar-forests-"));
  try {
    makeRows(made);
    for (const each of Object.keys(forests) as Name[]) await race(made, each, Number(mode ?? 1));
  } finally {
    rmSync(made, { recursive: true });
  }
}
