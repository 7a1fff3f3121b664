import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/grammar/facts.ts";
import type { Gene, Genome } from "../../src/grammar/genome.ts";
import { partsOf } from "../../src/grammar/parts-of.ts";
import { refuseTooLarge } from "../../src/search/refuse-too-large.ts";

const facts: Facts = {
  rows: 10_000,
  columns: 60,
  task: "classes",
  classes: 2,
  rarest: 4_000,
  categories: Array.from({ length: 20 }, (_, i) => `plan ${i}`),
  levels: Array.from({ length: 20 }, () => 20),
  freeTexts: 0,
  dates: 0,
  missing: 0,
  infinite: 0,
  width: 440,
};
const parts = partsOf({}, { ...facts, width: 90 });
const gigabyte = 2 ** 30;

const genome = (...features: readonly Gene[]): Genome => ({
  impute: { kind: "impute", strategy: "mean", indicator: false },
  encode: { kind: "encode", few: "oneHot", many: "targetEncode", maxLevels: 20 },
  features,
  model: { kind: "logisticRegression", c: 1 },
});

describe("a pipeline that is too large", () => {
  it.each([
    [
      "after the columns that one-hot encoding makes",
      [{ kind: "polynomial" }],
      "polynomial of 10000 rows and 440 columns, which become 97460, would take 7436 MB of 1024 MB",
    ],
    ["after bins", [{ kind: "bins", nBins: 20 }, { kind: "polynomial" }], "polynomial of 10000 rows and 8800 columns"],
    [
      "in a branch of a union",
      [{ kind: "union", branches: [{ kind: "scale" }, { kind: "polynomial" }], keep: true }],
      "polynomial of 10000 rows and 440 columns",
    ],
    [
      "by what its branches make together",
      [{ kind: "union", branches: Array(3).fill({ kind: "bins", nBins: 11 }), keep: true }],
      "union of 10000 rows and 440 columns, which become 14960, would take 1142 MB",
    ],
  ])("is refused %s, before it takes any memory", (_, features, says) => {
    expect(() => refuseTooLarge(genome(...features), parts, facts, gigabyte)).toThrow(says);
  });

  it("is not refused where a selection has made it small", () => {
    refuseTooLarge(genome({ kind: "selectBest", share: 0.1 }, { kind: "polynomial" }), parts, facts, gigabyte);
  });

  it("is refused by what a part of one's own says, of the table that comes to it", () => {
    const own = new Map(parts).set("mine", {
      role: "transformer",
      make: () => parts.get("scale")!.make({}, facts),
      bytes: ({ rows, columns }) => rows * columns ** 2,
    });
    expect(() => refuseTooLarge(genome({ kind: "mine" }), own, facts, gigabyte)).toThrow(
      "mine of 10000 rows and 440 columns would take",
    );
    refuseTooLarge(genome({ kind: "selectBest", share: 0.05 }, { kind: "mine" }), own, facts, gigabyte * 5);
    own.set("mine", {
      role: "transformer",
      make: () => parts.get("scale")!.make({}, facts),
      columns: () => Number.NaN,
    });
    expect(() => refuseTooLarge(genome({ kind: "mine" }), own, facts, gigabyte)).toThrow("that of `mine` is NaN");
  });
});
