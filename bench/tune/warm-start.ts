/**
 * What earlier studies of a kind are worth: nine studies, then a tenth with and without them, on families of functions.
 * Medians over seeds of what is left to the minimum, in the function's own unit.
 *
 *   tsx bench/tune/warm-start.ts gp,tpe branin,hartmann6 10 [FILE]
 *
 * Samplers, families (all), seeds, and a file that keeps the earlier studies for the next race.
 */
import { keyedRandom, normal } from "@kaviar/base/random";
import * as tune from "@kaviar/tune";
import { type Family, families } from "./families.ts";

const [samplers = "gp", wanted = "", seeds = "10", file = ""] = process.argv.slice(2);
const earlierStudies = 9;
const looks = [3, 5, 10, 20, 40];

const makers = tune as unknown as Readonly<Record<string, () => tune.Sampler>>;

/** What is left to the minimum after each trial, in the function's own unit; and the study. */
const run = async (
  sampler: string,
  family: Family,
  seed: number,
  number: number,
  warmStart: readonly tune.Study[],
): Promise<{ readonly study: tune.Study; readonly course: readonly number[]; readonly seconds: number }> => {
  const isLast = number === earlierStudies;
  const f = family.task(keyedRandom(seed, number, "task"), isLast);
  // Another study measures something else: another unit, another zero.
  const random = keyedRandom(seed, number, "unit");
  const [unit, zero] = [Math.exp(normal(random)), 10 * normal(random)];
  const study = await tune.createStudy({
    storage: isLast || file === "" ? "memory" : `sqlite:${file}`,
    name: `${family.name} ${seed} ${number}`,
    sampler: makers[sampler]!(),
    seed: 100 * seed + number,
    warmStart,
  });
  const values: number[] = [];
  const start = performance.now();
  await study.optimize(
    family.space,
    async (params) => {
      const value = await f.value(params as never);
      values.push(value - f.minimum);
      return unit * value + zero;
    },
    { trials: family.trials },
  );
  const seconds = (performance.now() - start) / 1000;
  let best = Infinity;
  return { study, course: values.map((value) => (best = Math.min(best, value))), seconds };
};

const middle = (list: readonly number[]): number => {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};

for (const family of families) {
  if (wanted !== "" && !wanted.split(",").includes(family.name)) continue;
  for (const sampler of samplers.split(",")) {
    const courses: Record<"cold" | "warm", (readonly number[])[]> = { cold: [], warm: [] };
    const times = { cold: 0, warm: 0 };
    for (let seed = 0; seed < Number(seeds); seed++) {
      const earlier: tune.Study[] = [];
      for (let number = 0; number < earlierStudies; number++)
        earlier.push((await run("gp", family, seed, number, [])).study);
      for (const start of ["cold", "warm"] as const) {
        const { course, seconds } = await run(sampler, family, seed, earlierStudies, start === "warm" ? earlier : []);
        courses[start].push(course);
        times[start] += seconds / Number(seeds) / family.trials;
      }
    }
    for (const start of ["cold", "warm"] as const) {
      const at = looks.filter((look) => look <= family.trials);
      const cells = at.map((look) =>
        `@${look} ${middle(courses[start].map((course) => course[look - 1]!)).toPrecision(2)}`.padEnd(13),
      );
      console.log(
        `${family.name}`.padEnd(22),
        sampler.padEnd(6),
        start.padEnd(6),
        ...cells,
        `${(1000 * times[start]).toFixed(1)} ms a trial`,
      );
    }
  }
}
