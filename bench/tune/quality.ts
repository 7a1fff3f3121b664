/**
 * Simple regret of samplers, in the median over seeds. From a shell: `tsx bench/tune/quality.ts gp,tpe branin,network 10`;
 * without arguments: every sampler on every function.
 */
import * as tune from "@kaviar/tune";
import { others, suite, type TestFunction } from "./functions.ts";

const [samplers = "random", functions = "", seeds = "10", mode = "declared"] = process.argv.slice(2);

export const regrets = async (
  make: () => tune.Sampler,
  f: TestFunction,
  trials: number,
  seedCount: number,
  byRun = false,
): Promise<number[]> => {
  const found: number[] = [];
  for (let seed = 0; seed < seedCount; seed++) {
    const study = await tune.createStudy({ storage: "memory", sampler: make(), seed });
    if (byRun) await study.optimize(null, (trial) => f.run(trial), { trials });
    else await study.optimize(f.space, (params) => f.value(params as never), { trials });
    found.push((study.best.value as number) - f.minimum);
    await study.close();
  }
  return found.sort((a, b) => a - b);
};

const middle = (sorted: readonly number[]): number =>
  (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;

const wanted = functions === "" ? undefined : functions.split(",");
for (const [f, trials] of [...suite, ...others]) {
  if (wanted && !wanted.some((name) => `${f.name}@${trials}`.startsWith(name))) continue;
  for (const name of samplers.split(",")) {
    const make = (tune as unknown as Record<string, () => tune.Sampler>)[name]!;
    const start = performance.now();
    const found = await regrets(make, f, trials, Number(seeds), mode === "run");
    const quarter = (q: number) => found[Math.round((found.length - 1) * q)]!.toPrecision(3);
    const seconds = (performance.now() - start) / 1000 / Number(seeds);
    console.log(
      `${f.name}@${trials}`.padEnd(24),
      name.padEnd(14),
      middle(found).toPrecision(4).padStart(10),
      ` [${quarter(0.25)} … ${quarter(0.75)}]`.padEnd(24),
      `${seconds.toFixed(2)} s a study`,
    );
  }
}
