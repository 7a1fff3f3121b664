/**
 * What `study.best` is worth where values are noisy: the true value at the trial that is likely best, at the luckiest draw,
 * and at the best of all that were tried, as means over seeds of what they are above the minimum. Samplers, seeds, function.
 *
 *   tsx bench/tune/noise.ts gp,tpe 20 branin
 */
import { keyedRandom, normal } from "@kaviar/base/random";
import * as tune from "@kaviar/tune";
import { hartmann6, suite, type TestFunction } from "./functions.ts";

const [samplers = "gp,tpe", seeds = "20", wanted = ""] = process.argv.slice(2);
const makers = tune as unknown as Readonly<Record<string, () => tune.Sampler>>;
const branin = suite.find(([{ name }]) => name === "branin")![0];
const network = suite.find(([{ name }]) => name === "network")![0];

/** The function, the deviation of the noise, and the trials. */
const tasks: readonly (readonly [TestFunction, number, number])[] = [
  [branin, 1, 40],
  [branin, 10, 40],
  [hartmann6, 0.1, 60],
  [hartmann6, 0.5, 60],
  [network, 0.1, 60],
  [network, 0.5, 60],
];

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;

for (const [f, deviation, trials] of tasks.filter(([{ name }]) => name.startsWith(wanted)))
  for (const sampler of samplers.split(",")) {
    const found: Record<"likely" | "luckiest" | "tried", number[]> = { likely: [], luckiest: [], tried: [] };
    for (let seed = 0; seed < Number(seeds); seed++) {
      const study = await tune.createStudy({
        storage: "memory",
        sampler: makers[sampler]!(),
        seed,
        deterministic: false,
      });
      const random = keyedRandom(seed, 0, "noise");
      const truth: number[] = [];
      await study.optimize(
        f.space,
        (params, trial) => {
          truth[trial.number] = f.value(params as never) - f.minimum;
          return truth[trial.number]! + deviation * normal(random);
        },
        { trials },
      );
      const luckiest = study.trials.reduce((a, b) => (b.value! < a.value! ? b : a));
      found.likely.push(truth[study.best.number]!);
      found.luckiest.push(truth[luckiest.number]!);
      found.tried.push(Math.min(...truth));
    }
    const cells = Object.entries(found).map(([name, list]) => `${name} ${mean(list).toPrecision(2)}`.padEnd(18));
    console.log(`${f.name} ± ${deviation}`.padEnd(18), sampler.padEnd(8), ...cells);
  }
