import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { outOfFoldOf } from "../../../src/autofit/finishing/out-of-fold-of.ts";
import type { Candidate } from "../../../src/autofit/result.ts";
import { heldOutIn, writeHeldOut } from "../../../src/search/held-out.ts";

it("is the weighted mean of what the members said; nothing where one of them was not kept", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kaviar-out-of-fold-"));
  await writeHeldOut(folder, 3, Float64Array.of(1, Number.NaN, 4));
  await writeHeldOut(folder, 5, Float64Array.of(5, Number.NaN, 8));
  const member = (trial: number, weight: number) => ({ candidate: { trial } as Candidate, weight });
  expect(await outOfFoldOf([member(3, 3), member(5, 1)], heldOutIn(folder))).toEqual(Float64Array.of(2, Number.NaN, 5));
  expect(await outOfFoldOf([member(3, 1), member(9, 1)], heldOutIn(folder))).toBeUndefined();
  await rm(folder, { recursive: true });
});
