import { expect, test } from "vitest";
import { growTree } from "../../src/numerics/regression-tree.ts";
import { keyedRandom } from "../../src/random/index.ts";

const ones = (n: number) => new Int32Array(n).fill(1);

test("a step in one column is one split, halfway between its neighbours, that explains all of the variance", () => {
  const columns = [{ kind: "number", values: Float64Array.of(0.1, 0.2, 0.6, 0.9) }] as const;
  const { leaves, explained } = growTree(columns, Float64Array.of(1, 1, 5, 5), ones(4), keyedRandom(1, 0, "tree"));
  expect(leaves).toEqual([
    { value: 1, box: [{ low: 0, high: 0.4 }] },
    { value: 5, box: [{ low: 0.4, high: 1 }] },
  ]);
  expect(explained).toBe(1);
});

test("categories are split by their means, and those nobody has go right", () => {
  const columns = [{ kind: "category", size: 4, values: Int32Array.of(0, 1, 2, 0) }] as const;
  const { leaves } = growTree(columns, Float64Array.of(1, 9, 1, 1), ones(4), keyedRandom(1, 0, "tree"));
  expect(leaves.map(({ value, box }) => [value, ...(box[0] as Uint8Array)])).toEqual([
    [1, 1, 0, 1, 0],
    [9, 0, 1, 0, 1],
  ]);
});

test("equal inputs with different targets stay one leaf, and explain nothing", () => {
  const columns = [{ kind: "number", values: Float64Array.of(0.5, 0.5) }] as const;
  const { leaves, explained } = growTree(columns, Float64Array.of(1, 3), ones(2), keyedRandom(1, 0, "tree"));
  expect(leaves.map(({ value }) => value)).toEqual([2]);
  expect(explained).toBe(0);
});
