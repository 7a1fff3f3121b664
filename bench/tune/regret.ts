/**
 * What `regret` is worth as an end: studies of BBOB's functions that end when the bound is a hundredth of what lies between the
 * median of random points and the minimum. How many ended by it, after how many trials, and in how many of these no more than
 * that was left.
 *
 *   tsx bench/tune/regret.ts 3 1,2
 *
 * Dimensions, instances.
 */
import { keyedRandom } from "@kaviar/base/random";
import { createStudy, float, gp } from "@kaviar/tune";
import { bbob, functionCount } from "./bbob/index.ts";

const [dimensions = "3", instances = "1,2"] = process.argv.slice(2);
const d = Number(dimensions);
const most = 80;
const space = Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, float(-5, 5)]));

interface Ended {
  readonly group: string;
  readonly trials: number;
  /** What was left, over what was to be left at most. */
  readonly left: number;
}
const all: Ended[] = [];

const middle = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;

for (const instance of instances.split(",").map(Number))
  for (let number = 1; number <= functionCount; number++) {
    const f = bbob(number, d, instance);
    const random = keyedRandom(instance, number, "range");
    const anywhere = Array.from({ length: 201 }, () => f.value(Array.from({ length: d }, () => 10 * random() - 5)));
    const regret = 0.01 * (middle(anywhere) - f.minimum);
    const study = await createStudy({ storage: "memory", sampler: gp(), seed: instance });
    const objective = (x: unknown) => f.value(Object.values(x as Record<string, number>));
    await study.optimize(space, objective, { trials: most, regret });
    all.push({ group: f.group, trials: study.trials.length, left: (study.best.value! - f.minimum) / regret });
  }

for (const group of [...new Set(all.map((each) => each.group)), undefined]) {
  const within = all.filter((each) => group === undefined || each.group === group);
  const ended = within.filter(({ trials }) => trials < most);
  const kept = ended.filter(({ left }) => left <= 1);
  const worst = Math.max(0, ...ended.map(({ left }) => left)).toPrecision(2);
  const after = ended.length === 0 ? "" : ` after ${middle(ended.map(({ trials }) => trials))} trials`;
  console.log(
    (group ?? "all").padEnd(18),
    `${ended.length} of ${within.length} ended${after}, ${kept.length} kept it, worst × ${worst}`,
  );
}
