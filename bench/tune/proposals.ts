/**
 * What a proposal takes, in milliseconds, as trials and parameters grow.
 *
 *   tsx bench/tune/proposals.ts auto,gp,tpe 2,5,10,20
 *
 * Each study has an objective that costs nothing; the time between two calls of it is that of a proposal, and of the study
 * around it. The median of the twenty trials up to each count.
 */
import * as tune from "@kaviar/tune";

const [samplers = "auto,gp,trustRegion,tpe,cmaes,random", dimensions = "2,5,10,20"] = process.argv.slice(2);
const looks = [20, 50, 100, 200, 300];
const window = 20;

const times = async (sampler: tune.Sampler, d: number): Promise<readonly number[]> => {
  const space = Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, tune.float(0, 1)]));
  const study = await tune.createStudy({ storage: "memory", sampler, seed: 1 });
  const taken: number[] = [];
  let last = performance.now();
  await study.optimize(
    space,
    (params) => {
      taken.push(performance.now() - last);
      const value = Object.values(params as Record<string, number>).reduce(
        (sum, x, i) => sum + (x - 0.3) ** 2 * (i + 1) + 0.1 * Math.sin(9 * x),
        0,
      );
      last = performance.now();
      return value;
    },
    { trials: looks.at(-1)! },
  );
  await study.close();
  return taken;
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

console.log("sampler      parameters", looks.map((look) => `${look} trials`.padStart(12)).join(""));
const factories = tune as unknown as Readonly<Record<string, () => tune.Sampler>>;
for (const name of samplers.split(","))
  for (const d of dimensions.split(",").map(Number)) {
    const taken = await times(factories[name]!(), d);
    const cells = looks.map((look) =>
      median(taken.slice(look - window, look))
        .toPrecision(2)
        .padStart(12),
    );
    console.log(name.padEnd(13), String(d).padStart(9), cells.join(""));
  }
