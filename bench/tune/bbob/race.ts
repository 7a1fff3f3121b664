/**
 * Samplers and what other libraries have, on BBOB's functions: mean ranks of the best value found, and medians of what is
 * left to the minimum, by group of functions.
 *
 *   tsx bench/tune/bbob/race.ts auto,tpe,optuna-tpe,nevergrad 5 40,80 1,2,3 [1,8,15] [FILE]
 *
 * Methods, dimensions, budgets, instances, functions (all), and a file that keeps what was run, so that a race goes on
 * where it ended. Other libraries need a Python: KAVIAR_PYTHON; those that it lacks are left out, by name.
 */
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import * as tune from "@kaviar/tune";
import { type BbobFunction, bbob, functionCount } from "./index.ts";

/** One method on one function: the best value after each evaluation. */
interface Course {
  readonly method: string;
  readonly number: number;
  readonly dimensions: number;
  readonly instance: number;
  readonly best: readonly number[];
}

const everyone = "auto,nevergrad,optuna-tpe,optuna-gp,optuna-cmaes,smac,ax,tpe,random";
const [methods = everyone, dimensions = "5", budgets = "40,80", instances = "1,2,3", functions = "", file = ""] =
  process.argv.slice(2);
const whole = (list: string): number[] => list.split(",").map(Number);
const numbers = functions === "" ? Array.from({ length: functionCount }, (_, i) => i + 1) : whole(functions);
const d = Number(dimensions);
const looks = whole(budgets);
const trials = Math.max(...looks);
const problems = numbers.flatMap((number) => whole(instances).map((instance) => bbob(number, d, instance)));

const samplers = tune as unknown as Readonly<Record<string, (() => tune.Sampler) | undefined>>;

const runSampler = async (method: string, f: BbobFunction): Promise<readonly number[]> => {
  const space = Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, tune.float(-5, 5)]));
  const study = await tune.createStudy({ storage: "memory", sampler: samplers[method]!(), seed: f.instance });
  const values: number[] = [];
  await study.optimize(
    space,
    (params) => {
      const value = f.value(Array.from({ length: d }, (_, i) => (params as Record<string, number>)[`x${i}`]!));
      values.push(value);
      return value;
    },
    { trials },
  );
  await study.close();
  let best = Infinity;
  return values.map((value) => (best = Math.min(best, value)));
};

/** All functions in one process: a line of JSON each. */
async function* runPeer(method: string, wanted: readonly BbobFunction[]): AsyncGenerator<Course> {
  const peer = fileURLToPath(new URL("../../peers/bbob_peer.py", import.meta.url));
  const task = JSON.stringify(wanted.map(({ number, instance }) => [number, instance]));
  const child = spawn(
    process.env.KAVIAR_PYTHON ?? "python3",
    ["-W", "ignore", peer, method, dimensions, String(trials), task],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let complaint = "";
  child.stderr.on("data", (text: Buffer) => (complaint = (complaint + String(text)).slice(-2000)));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith("{")) yield JSON.parse(line);
  if ((await ended) !== 0) console.log(`${method} is left out: ${complaint.trim().split("\n").at(-1)}`);
}

const isSame = (a: Course, f: BbobFunction, method: string): boolean =>
  a.method === method && a.number === f.number && a.instance === f.instance && a.dimensions === d;

const known: Course[] =
  file !== "" && existsSync(file)
    ? readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
const usable = known.filter(({ best, dimensions }) => best.length >= trials && dimensions === d);
const keep = (course: Course): void => {
  usable.push(course);
  if (file !== "") appendFileSync(file, `${JSON.stringify(course)}\n`);
};

for (const method of methods.split(",")) {
  const left = problems.filter((f) => !usable.some((course) => isSame(course, f, method)));
  if (left.length === 0) continue;
  const start = performance.now();
  if (samplers[method] === undefined) for await (const course of runPeer(method, left)) keep(course);
  else
    for (const f of left) {
      const { number, instance } = f;
      keep({ method, number, dimensions: d, instance, best: await runSampler(method, f) });
    }
  const seconds = (performance.now() - start) / 1000 / left.length;
  console.log(`${method}: ${left.length} studies, ${seconds.toFixed(1)} s each`);
}

const middle = (list: readonly number[]): number => {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;

/** The place of each among all, from 1; equals share theirs. */
const ranks = (values: readonly number[]): number[] =>
  values.map((a) => 0.5 + mean([values.reduce((n, b) => n + (b < a ? 1 : b === a ? 0.5 : 0), 0)]));

const runners = methods.split(",").filter((method) => problems.every((f) => usable.some((c) => isSame(c, f, method))));
const regret = (method: string, f: BbobFunction, look: number): number =>
  usable.find((course) => isSame(course, f, method))!.best[look - 1]! - f.minimum;

const row = (head: string, cells: readonly string[]) =>
  console.log(head.padEnd(26), cells.map((c) => c.padStart(12)).join(""));
for (const look of looks) {
  row(`d ${d}, ${look} evaluations`, runners);
  const places = problems.map((f) => ranks(runners.map((method) => regret(method, f, look))));
  row(
    "mean rank",
    runners.map((_, i) => mean(places.map((place) => place[i]!)).toFixed(2)),
  );
  for (const group of new Set(problems.map((f) => f.group))) {
    const within = problems.flatMap((f, k) => (f.group === group ? [k] : []));
    row(
      `  ${group}`,
      runners.map((_, i) => mean(within.map((k) => places[k]![i]!)).toFixed(2)),
    );
    row(
      "",
      runners.map((method) => middle(within.map((k) => regret(method, problems[k]!, look))).toPrecision(3)),
    );
  }
  if (process.env.KAVIAR_EACH === undefined) continue;
  for (const number of numbers) {
    const own = problems.filter((f) => f.number === number);
    row(
      `${number} ${own[0]!.name}`,
      runners.map((method) => middle(own.map((f) => regret(method, f, look))).toPrecision(3)),
    );
  }
}
