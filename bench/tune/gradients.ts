/**
 * What derivatives are worth that objectives tell: studies that hear none, right ones, ones with the wrong sign, and noisy ones.
 * Medians over seeds of what is left to the minimum, and the time of a trial.
 *
 *   tsx bench/tune/gradients.ts gp,trustRegion branin,hartmann6 8 40 none,right
 *
 * Samplers, functions (all), seeds, trials, and what is told (all). "network" is trained for real: what is left is its loss.
 */
import { keyedRandom, normal } from "@kaviar/base/random";
import { adamw, dense, hypergradient, sequential, sigmoidCrossEntropy, tanh } from "@kaviar/nn";
import * as tune from "@kaviar/tune";
import { twoMoons } from "../../examples/data/generated.ts";
import { branin, hartmann6, levy, rosenbrock, type TestFunction } from "./functions.ts";

const [samplers = "gp", wanted = "", seeds = "8", trials = "40", kinds = ""] = process.argv.slice(2);
const looks = [5, 10, 20, 40].filter((look) => look <= Number(trials));

const makers = tune as unknown as Readonly<Record<string, () => tune.Sampler>>;

/** 10⁴ from the flattest axis to the steepest, none of them along a parameter's. */
const ellipsoid = (d: number): TestFunction => {
  const random = keyedRandom(1, d, "axes");
  const directions: number[][] = [];
  for (let i = 0; i < d; i++) {
    let next = Array.from({ length: d }, () => normal(random));
    for (const other of directions) {
      const along = next.reduce((sum, each, k) => sum + each * other[k]!, 0);
      next = next.map((each, k) => each - along * other[k]!);
    }
    const size = Math.hypot(...next);
    directions.push(next.map((each) => each / size));
  }
  const centre = directions.map(() => 0.2 + 0.6 * random());
  const space = Object.fromEntries(directions.map((_, i) => [`x${i}`, tune.float(0, 1)]));
  const value = (params: Record<string, number>): number =>
    directions.reduce((sum, direction, k) => {
      const along = direction.reduce((total, each, i) => total + each * (params[`x${i}`]! - centre[i]!), 0);
      return sum + 10 ** ((4 * k) / (d - 1)) * along * along;
    }, 0);
  const run = (trial: tune.LiveTrial) =>
    value(Object.fromEntries(directions.map((_, i) => [`x${i}`, trial.float(`x${i}`, 0, 1)])));
  return { name: `ellipsoid-${d}`, space, value, run, minimum: 0 };
};

interface Task {
  readonly name: string;
  readonly space: tune.Space;
  readonly minimum: number;
  at(
    params: Readonly<Record<string, number>>,
    seed: number,
  ): Promise<{ readonly value: number; readonly slope: Readonly<Record<string, number>> }>;
}

/** Derivatives by differences. */
const smooth = ({ name, space, minimum, value }: TestFunction): Task => ({
  name,
  space,
  minimum,
  at: async (params) => {
    const along = (key: string): number => {
      const h = 1e-6 * Math.max(1, Math.abs(params[key]!));
      const moved = (step: number) => value({ ...params, [key]: params[key]! + step } as never);
      return (moved(h) - moved(-h)) / (2 * h);
    };
    return {
      value: value(params as never),
      slope: Object.fromEntries(Object.keys(params).map((key) => [key, along(key)])),
    };
  },
});

/** The validation loss after 30 steps of AdamW, by its four numbers: exact derivatives of the whole run. */
const network: Task = {
  name: "network",
  space: {
    rate: tune.log(1e-4, 1),
    beta1: tune.oneMinusLog(0.5, 0.99),
    beta2: tune.oneMinusLog(0.9, 0.9999),
    decay: tune.log(1e-5, 1),
  },
  minimum: 0,
  at: async (params, seed) => {
    const { rate = 0, beta1 = 0, beta2 = 0, decay = 0 } = params;
    const { loss: value, ...slope } = await hypergradient(
      sequential(dense(16), tanh, dense(1)),
      twoMoons({ rows: 200, noise: 0.15, seed }),
      {
        loss: sigmoidCrossEntropy,
        validation: 0.3,
        batchSize: 32,
        epochs: 6,
        steps: 30,
        seed,
        optimizer: adamw({ rate, beta1, beta2, decay }),
      },
      ["rate", "beta1", "beta2", "decay"],
    );
    return { value, slope };
  },
};

const tasks = [...[branin, rosenbrock(5), hartmann6, levy(6), ellipsoid(10)].map(smooth), network];

/** What is told of the true derivative by a parameter; undefined: nothing. */
const tellings = {
  none: undefined,
  right: (derivative: number) => derivative,
  flipped: (derivative: number) => -derivative,
  noisy: (derivative: number, random: () => number) => derivative * (1 + normal(random)),
  "one flipped": (derivative: number, _: () => number, i: number) => (i === 0 ? -derivative : derivative),
} as const;

const run = async (sampler: string, task: Task, kind: keyof typeof tellings, seed: number) => {
  const study = await tune.createStudy({ sampler: makers[sampler]!(), seed });
  const tell = tellings[kind];
  const values: number[] = [];
  const start = performance.now();
  await study.optimize(
    task.space,
    async (params: object, trial: tune.LiveTrial) => {
      const random = keyedRandom(seed, trial.number, "noise");
      const { value, slope } = await task.at(params as Readonly<Record<string, number>>, seed);
      if (tell !== undefined)
        await trial.hypergradient(() =>
          Object.fromEntries(Object.entries(slope).map(([name, each], i) => [name, tell(each, random, i)])),
        );
      values.push(value - task.minimum);
      return value;
    },
    { trials: Number(trials) },
  );
  return { values, time: (performance.now() - start) / Number(trials) };
};

const middle = (list: readonly number[]): number => {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};

for (const task of tasks) {
  if (wanted !== "" && !wanted.split(",").includes(task.name)) continue;
  for (const sampler of samplers.split(","))
    for (const kind of Object.keys(tellings) as (keyof typeof tellings)[]) {
      if (kinds !== "" && !kinds.split(",").includes(kind)) continue;
      const runs: Awaited<ReturnType<typeof run>>[] = [];
      for (let seed = 0; seed < Number(seeds); seed++) runs.push(await run(sampler, task, kind, seed));
      const left = looks.map((look) => middle(runs.map(({ values }) => Math.min(...values.slice(0, look)))));
      console.log(
        task.name.padEnd(14),
        sampler.padEnd(12),
        kind.padEnd(12),
        ...left.map((each, i) => `@${looks[i]} ${each.toPrecision(2)}`.padEnd(14)),
        `${middle(runs.map(({ time }) => time)).toFixed(0)} ms a trial`,
      );
    }
}
