import { readFileSync } from "node:fs";
import { type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { expect } from "vitest";

/** A tensor as a recording holds it. */
export interface Listed {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export const readRecorded = <R>(folder: string, file = "recorded.json"): R =>
  JSON.parse(readFileSync(new URL(`${folder}/${file}`, import.meta.url), "utf8"));

const isListed = (part: object): part is Listed => "data" in part && "shape" in part;

/** The tensors of a recording, nested as they are there. */
export const toTensors = (part: object): Structure =>
  isListed(part)
    ? tensor(Float32Array.from(part.data), { shape: part.shape })
    : Object.fromEntries(Object.entries(part).map(([name, each]) => [name, toTensors(each)]));

/** Each number within a tolerance, relative where it is above 1. */
export const expectNear = (actual: unknown, expected: object, tolerance: number, path = ""): void => {
  if (!isListed(expected)) {
    for (const [name, part] of Object.entries(expected)) {
      expectNear((actual as Record<string, unknown>)[name], part, tolerance, `${path}/${name}`);
    }
    return;
  }
  const numbers = actual as ArrayLike<number>;
  expect(numbers.length, path).toBe(expected.data.length);
  const off = expected.data.map((value, i) => Math.abs(numbers[i]! - value) / Math.max(1, Math.abs(value)));
  expect(Math.max(...off.map((each) => (each >= 0 ? each : Infinity))), path).toBeLessThan(tolerance);
};

/** Weights for a sum, so that no two elements count alike: f(0), f(1), … */
export const counted = (y: Tensor, f: (i: number) => number): Tensor =>
  tensor(
    Float32Array.from({ length: y.size }, (_, i) => f(i)),
    { shape: y.shape },
  );
