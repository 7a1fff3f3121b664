import { table } from "@kaviar/tabular";
import { expect, it } from "vitest";
import { isSample, sameForAll, sampleWords } from "../../src/fitting/sampled.ts";

const rows = table({ a: [1, 2, 3] });

it("says of how many rows a sample is, and why it was drawn where nobody asked for one", () => {
  expect(sampleWords({ table: rows, of: 20_000_000 })).toBe("a sample: 3 rows drawn by chance of 20 000 000 rows");
  expect(sampleWords({ table: rows, of: 20_000_000, tooLarge: { bytes: 13.6e9, free: 8e9 } })).toBe(
    "a sample: 3 rows drawn by chance of 20 000 000 rows, as all would take 13.6 GB of memory and 8.0 GB are free; --sample N draws more or fewer",
  );
  expect([isSample({ table: rows, of: 3 }), isSample({ table: rows, of: 4 })]).toEqual([false, true]);
});

it("has agents draw so many as were asked for, and none of their own accord", () => {
  const drawn = { table: rows, of: 20, tooLarge: { bytes: 13.6e9, free: 8e9 } };
  expect(sameForAll(drawn, 3)).toBe(drawn);
  expect(sameForAll({ table: rows, of: 3 }, undefined).of).toBe(3);
  expect(() => sameForAll(drawn, undefined)).toThrow("Agents look at the same rows");
});
