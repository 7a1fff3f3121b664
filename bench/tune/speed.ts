/**
 * Whole studies in memory with an objective that costs nothing: kaviar, then Optuna on the same task, each a process of
 * its own, in one run. Without Optuna its column stays empty.
 *
 *   KAVIAR_PYTHON=…/python tsx bench/tune/speed.ts            all; or: tsx bench/tune/speed.ts tpe-10-1000
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { cmaes, createStudy, float, gp, random, tpe } from "@kaviar/tune";

const samplers = { random, tpe, gp, cmaes };

interface Race {
  readonly sampler: keyof typeof samplers;
  readonly parameters: number;
  readonly trials: number;
}

const races: readonly Race[] = [
  { sampler: "random", parameters: 10, trials: 20_000 },
  { sampler: "tpe", parameters: 10, trials: 1_000 },
  { sampler: "tpe", parameters: 10, trials: 5_000 },
  { sampler: "tpe", parameters: 40, trials: 1_000 },
  { sampler: "gp", parameters: 5, trials: 300 },
  { sampler: "cmaes", parameters: 40, trials: 10_000 },
];

const nameOf = ({ sampler, parameters, trials }: Race): string => `${sampler}-${parameters}-${trials}`;
const here = fileURLToPath(import.meta.url);
const python = process.env.KAVIAR_PYTHON ?? "python3";

const one = async ({ sampler, parameters, trials }: Race): Promise<void> => {
  const space = Object.fromEntries(Array.from({ length: parameters }, (_, i) => [`x${i}`, float(-5, 5)]));
  const start = performance.now();
  const study = await createStudy({ storage: "memory", sampler: samplers[sampler](), seed: 1 });
  await study.optimize(space, (x) => Object.values(x).reduce((total, value) => total + value * value, 0), { trials });
  console.log(
    `${((performance.now() - start) / 1000).toFixed(2)} s ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
  );
  await study.close();
};

const tried = (program: string, ...args: string[]): string => {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "–";
  }
};

const [chosen, inside] = process.argv.slice(2);
if (inside) await one(races.find((race) => nameOf(race) === chosen)!);
else {
  console.log("task".padEnd(18), "kaviar".padEnd(18), "Optuna");
  for (const race of races.filter((each) => !chosen || nameOf(each).startsWith(chosen))) {
    const ours = tried(process.execPath, ...process.execArgv, here, nameOf(race), "inside");
    const peer = tried(
      python,
      fileURLToPath(new URL("../peers/optuna_speed.py", import.meta.url)),
      race.sampler,
      `${race.parameters}`,
      `${race.trials}`,
    );
    console.log(nameOf(race).padEnd(18), ours.padEnd(18), peer);
  }
}
