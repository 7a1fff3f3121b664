import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { createSorter } from "../../src/kernels/sort-numbers.ts";

describe("createSorter", () => {
  it.each([
    ["normal numbers", (random: () => number) => normal(random)],
    ["whole numbers", (random: () => number) => Math.floor(100 * random()) - 50],
    [
      "single precision, infinite ones too",
      (random: () => number) => (random() < 0.1 ? 1 / (random() - 0.5) / 0 : Math.fround(random())),
    ],
    ["one number", () => -3],
    [
      "tiny and huge ones of both signs",
      (random: () => number) => (random() - 0.5) * 10 ** Math.floor(600 * random() - 300),
    ],
  ])("sorts as a typed array does: %s", async (_, make) => {
    const random = seededRandom(3);
    const { room, sort } = await createSorter(10_000);
    for (const count of [10_000, 5000, 100, 0]) {
      const values = Float64Array.from({ length: count }, () => make(random));
      room.set(values);
      expect(sort(count).slice()).toEqual(values.slice().sort());
    }
  });
});
