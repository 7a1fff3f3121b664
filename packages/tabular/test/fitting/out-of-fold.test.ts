import { describe, expect, it } from "vitest";
import { createContext } from "../../src/contract/context.ts";
import type { ClassTarget } from "../../src/contract/target.ts";
import type { Training } from "../../src/contract/training.ts";
import { foldsOf, outOfFold } from "../../src/fitting/out-of-fold.ts";
import { table } from "../../src/table/make-table.ts";
import { nearestRow } from "../small-models.ts";

const trainingOf = (
  codes: readonly number[],
  classes: ClassTarget["classes"],
  groups?: readonly number[],
): Training => ({
  table: table({ x: codes.map((_, row) => row) }),
  target: { task: "classes", classes, codes: Int32Array.from(codes) },
  groups: groups && Int32Array.from(groups),
});

const chain = { steps: [], model: nearestRow() };

describe("out-of-fold predictions", () => {
  it("say nothing of a row's own target: a model that knows its rows by heart is no better than its neighbours", async () => {
    const training = trainingOf(
      Array.from({ length: 60 }, (_, row) => row % 2),
      ["a", "b"],
    );
    const own = await outOfFold(chain, training, foldsOf("it", training, 5, 1), createContext(1));
    let right = 0;
    for (let row = 0; row < 60; row++) right += own[row * 2 + (row % 2)]!;
    // The nearest row is of the other class, unless both neighbours are held out too.
    expect(right).toBeLessThan(15);
  });
  it("a class with one row has its column, 0 where it was held out", async () => {
    const training = trainingOf([0, 0, 0, 1, 1, 1, 2], ["a", "b", "c"]);
    const own = await outOfFold(chain, training, foldsOf("it", training, 3, 1), createContext(1));
    expect(own).toHaveLength(21);
    expect(own[6 * 3 + 2]).toBe(0);
    for (let row = 0; row < 7; row++) expect(own[row * 3]! + own[row * 3 + 1]! + own[row * 3 + 2]!).toBe(1);
  });
  it("where all other rows are of one class, that class has probability 1", async () => {
    const training = trainingOf([0, 1], ["a", "b"]);
    const own = await outOfFold(chain, training, foldsOf("it", training, 5, 1), createContext(1));
    expect([...own]).toEqual([0, 1, 1, 0]);
  });
  it("groups stay together, and there are no more folds than groups", () => {
    const groups = Array.from({ length: 30 }, (_, row) => row % 3);
    for (const training of [
      trainingOf(
        groups.map((_, row) => row % 2),
        ["a", "b"],
        groups,
      ),
      {
        ...trainingOf(groups, ["a", "b", "c"], groups),
        target: { task: "numbers", values: new Float64Array(30) },
      } as const,
    ]) {
      const splits = foldsOf("it", training, 5, 1);
      expect(splits).toHaveLength(3);
      for (const { validation } of splits) expect(new Set(Array.from(validation, (row) => groups[row])).size).toBe(1);
    }
  });
  it("one row, or one group, is refused with the reason", () => {
    expect(() => foldsOf("stacking", trainingOf([0], ["a"]), 5, 1)).toThrow(/stacking .* two rows: got 1/);
    expect(() => foldsOf("stacking", trainingOf([0, 1], ["a", "b"], [7, 7]), 5, 1)).toThrow(/two groups: got 1/);
  });
});
