import { describe, expect, it } from "vitest";
import type { Target } from "../../src/contract/target.ts";
import { type BoostingOptions, boosting } from "../../src/models/boosting.ts";
import { type Table, table } from "../../src/table/index.ts";
import recorded from "./boosting/recorded.json" with { type: "json" };
import { classesOf, fit, numbersOf } from "./fit.ts";
import { madeRows } from "./made-rows.ts";

type Kind = "classes" | "two" | "numbers" | "counts";

const isClasses = (kind: string): boolean => kind === "classes" || kind === "two";
const targetOf = (kind: Kind, values: readonly number[]): Target =>
  isClasses(kind) ? classesOf(values) : numbersOf(values);

/** Whole numbers, of which there are sixteen in a column: each has a bin of its own, as it has there. */
const floored = ({ data, rows }: Table): Table =>
  table(
    Object.fromEntries(
      data.map((column) => [
        column.name,
        Array.from({ length: rows }, (_, row) => (column.kind === "numbers" ? Math.floor(column.values[row]!) : 0)),
      ]),
    ),
  );

/** As LightGBM says it of two classes: the probability of the second. */
const asTheirs = (kind: Kind, said: readonly number[]): number[] =>
  kind === "two" ? said.filter((_, i) => i % 2 === 1) : [...said];

const common = { leaves: 8, rate: 0.2, minLeaf: 20 };

describe("boosting says what LightGBM says where bins are the same", () => {
  it.each(
    recorded.same.map(
      (each) =>
        [`${each.name}${each.missing ? ", values missing" : ""}${each.weighted ? ", weighted" : ""}`, each] as const,
    ),
  )("%s", async (_, { target, options, missing, weighted, predicted }) => {
    const kind = target as Kind;
    const train = madeRows(7, 1000, { missing });
    const { predict } = await fit(boosting({ ...common, minLeaf: 1, trees: 8, ...(options as BoostingOptions) }), {
      table: floored(train.table),
      target: targetOf(kind, train[kind]),
      weights: weighted ? train.weights : undefined,
    });
    const said = asTheirs(kind, await predict(floored(madeRows(99, 60, { missing }).table)));
    const far = said.filter((value, i) => Math.abs(value - predicted[i]!) > 1e-5 * Math.max(1, Math.abs(value)));
    expect(far.length, `${far.length} of ${said.length}`).toBe(0);
  });
});

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const areaUnder = (y: readonly number[], score: readonly number[]): number => {
  const order = [...y.keys()].sort((a, b) => score[a]! - score[b]!);
  let [sum, ones] = [0, 0];
  for (const [rank, row] of order.entries()) {
    if (y[row] !== 1) continue;
    sum += rank + 1;
    ones++;
  }
  return (sum - (ones * (ones + 1)) / 2) / (ones * (y.length - ones));
};

const scores: Record<string, (y: readonly number[], said: readonly number[]) => number> = {
  squared: (y, said) => Math.sqrt(mean(y.map((value, i) => (value - said[i]!) ** 2))),
  absolute: (y, said) => mean(y.map((value, i) => Math.abs(value - said[i]!))),
  quantile: (y, said) => mean(y.map((value, i) => (value > said[i]! ? 0.8 : -0.2) * (value - said[i]!))),
  logistic: areaUnder,
  softmax: (y, said) => -mean(y.map((value, i) => Math.log(said[3 * i + value]!))),
  samples: areaUnder,
};

describe("boosting is as good as LightGBM where bins differ: the mean of five data sets", () => {
  it.each(recorded.scores.map((each) => [`${each.name}${each.missing ? ", values missing" : ""}`, each] as const))(
    "%s",
    async (_, { name, target, options, missing, values }) => {
      const kind = target as Kind;
      const ours: number[] = [];
      for (let seed = 1; seed <= 5; seed++) {
        const [train, test] = [madeRows(7 * seed, 3000, { missing }), madeRows(99 * seed, 2000, { missing })];
        const model = boosting({ ...common, trees: 60, ...(options as BoostingOptions) });
        const { predict } = await fit(model, { table: train.table, target: targetOf(kind, train[kind]) }, seed);
        ours.push(scores[name]!(test[kind], asTheirs(kind, await predict(test.table))));
      }
      const spread = Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
      expect(Math.abs(mean(ours) - mean(values)), `${mean(ours)} here, ${mean(values)} there`).toBeLessThan(
        Math.max(spread, 0.02 * mean(values)),
      );
    },
  );
});
