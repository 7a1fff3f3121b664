import { kFold } from "@kaviar/nn";
import { expect, it } from "vitest";
import { heldRows, someOfEach } from "../../../src/autofit/finishing/held-rows.ts";
import type { HeldOut } from "../../../src/models/calibrate/method.ts";

/** Keeps what it is given, and says 1 less. */
const learner = (given: HeldOut[]) => (held: HeldOut) => {
  given.push(held);
  return { apply: (said: Float64Array) => said.map((p) => p - 1), on: (model: never) => model };
};

const searched = (rows: number) => {
  const target = {
    task: "classes",
    classes: ["a", "b"],
    codes: Int32Array.from({ length: rows }, (_, i) => i % 2),
  } as const;
  return { target, weights: undefined, splits: kFold(rows, { folds: 4, seed: 1 }) };
};

it("gives a fold what was said of the others, and leaves rows that were never held out as they are", () => {
  const { splits, ...rest } = searched(12);
  const held = heldRows({ ...rest, splits: splits.slice(1) });
  const never = new Set(splits[0]!.validation);
  const said = Float64Array.from({ length: 24 }, (_, i) => (never.has(Math.floor(i / 2)) ? Number.NaN : i));
  const given: HeldOut[] = [];
  const made = held.crossFitted(said, learner(given));
  expect(given.map(({ codes }) => codes.length)).toEqual([6, 6, 6]);
  expect(made).toEqual(said.map((value) => value - 1));
  const own = [...splits[1]!.validation].map((row) => said[2 * row]);
  expect([...given[0]!.probabilities].filter((value) => own.includes(value))).toEqual([]);
  expect(held.of(said).codes).toHaveLength(9);
});

it("learns from some of very many rows", () => {
  const { splits, ...rest } = searched(30_000);
  const said = new Float64Array(60_000).fill(0.5);
  const given: HeldOut[] = [];
  heldRows({ ...rest, splits }).learn(said, learner(given));
  heldRows({ ...rest, splits: someOfEach(splits, 4_000) }).learn(said, learner(given));
  expect(given.map(({ codes }) => codes.length)).toEqual([10_000, 4_000]);
});
