import { expect, it } from "vitest";
import { complete } from "../../src/grammar/complete.ts";
import type { Facts } from "../../src/grammar/facts.ts";
import type { Gene } from "../../src/grammar/genome.ts";
import { partsOf } from "../../src/grammar/parts-of.ts";
import { wordsOf } from "../../src/grammar/words.ts";
import { crossValidate, encode, impute, pipeline, readTable, ridge } from "../../src/index.ts";

const facts: Facts = {
  rows: 300,
  columns: 6,
  task: "numbers",
  classes: 0,
  rarest: 300,
  categories: ["plan", "city"],
  levels: [4, 12],
  freeTexts: 0,
  dates: 0,
  missing: 0,
  infinite: 0,
  width: 20,
};

const wordsFor = (impute: Gene, encode: Gene, of: Partial<Facts> = {}) => {
  const own = { ...facts, ...of };
  return wordsOf({ impute, encode, features: [], model: { kind: "ridge", alpha: 1 } }, partsOf({}, own), own);
};

const median: Gene = { kind: "impute", strategy: "median", indicator: true };
const encoding = (few: string, many: string, maxLevels: number): Gene => ({ kind: "encode", few, many, maxLevels });

it("are as usual: how gaps are filled where there are none", () => {
  const plain = encoding("oneHot", "targetEncode", 20);
  expect(wordsFor(median, plain)).toBe(wordsFor({ kind: "impute", strategy: "mean", indicator: false }, plain));
  expect(wordsFor(median, plain, { missing: 1 })).toContain("impute(median, indicator)");
});

it("are as usual: what becomes of many levels where all have few, and of few where all have many", () => {
  const of = (few: string, many: string, most: number, levels: readonly number[]) =>
    wordsFor(median, encoding(few, many, most), { levels });
  expect(of("oneHot", "ordinal", 50, [4, 12])).toBe(of("oneHot", "targetEncode", 20, [4, 12]));
  expect(of("oneHot", "ordinal", 20, [4, 12])).not.toBe(of("ordinal", "ordinal", 20, [4, 12]));
  expect(of("oneHot", "ordinal", 5, [4, 12])).not.toBe(of("oneHot", "targetEncode", 5, [4, 12]));
  expect(of("oneHot", "ordinal", 5, [40, 12])).toBe(of("ordinal", "ordinal", 10, [40, 12]));
  expect(of("oneHot", "ordinal", 10, [40, 12])).not.toBe(of("oneHot", "ordinal", 20, [40, 12]));
});

it("keeps a pipeline what it was", async () => {
  const penguins = (await readTable("examples/data/penguins/penguins.csv")).select("species", "island", "body_mass_g");
  const scoresOf = async (values: object) => {
    const whole = pipeline(impute(), encode(values), ridge());
    return (await crossValidate(whole, penguins, { target: "body_mass_g", folds: 3, seed: 1 })).folds;
  };
  const levels = [3, 3];
  const own = { ...facts, levels };
  const settled = complete(
    { impute: median, encode: encoding("oneHot", "ordinal", 50), features: [], model: { kind: "ridge" } },
    partsOf({}, own),
    own,
  ).encode;
  expect(settled).toEqual({ kind: "encode", few: "oneHot", many: "targetEncode", maxLevels: 20 });
  const { kind: _, ...values } = settled;
  expect(await scoresOf(values)).toEqual(await scoresOf({ few: "oneHot", many: "ordinal", maxLevels: 50 }));
});
