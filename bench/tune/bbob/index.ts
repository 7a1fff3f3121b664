import { normal, rotation, uniform } from "./draws.ts";
import { type Given, type Landscape, landscapes } from "./landscapes.ts";
import type { Vector } from "./warps.ts";

/** A function of the suite: its number there, its value at a point of [−5, 5]^d, and its least value. */
export interface BbobFunction {
  readonly number: number;
  readonly name: string;
  readonly group: Group;
  readonly dimensions: number;
  readonly instance: number;
  readonly minimum: number;
  readonly minimizer: Vector;
  readonly value: (x: Vector) => number;
}

type Group = "separable" | "moderate" | "ill-conditioned" | "multimodal" | "weak structure";

const groups: readonly (readonly [last: number, group: Group])[] = [
  [5, "separable"],
  [9, "moderate"],
  [14, "ill-conditioned"],
  [19, "multimodal"],
  [24, "weak structure"],
];

export const functionCount = Object.keys(landscapes).length;

/**
 * The 24 noiseless functions of BBOB (Hansen, Finck, Ros and Auger, Real-Parameter Black-Box Optimization Benchmarking
 * 2009: Noiseless Functions Definitions, INRIA RR-6829), for two dimensions or more.
 */
export const bbob = (number: number, dimensions: number, instance: number): BbobFunction => {
  const [name, landscape] = Object.entries(landscapes)[number - 1]!;
  // Two pairs of functions share their draws.
  const seed = (number === 4 || number === 18 ? number - 1 : number) + 10_000 * instance;
  const drawn = uniform(dimensions, seed + (number === 12 ? 1_000_000 : 0)).map(
    (share) => (8 * Math.floor(1e4 * share)) / 1e4 - 4 || -1e-5,
  );
  const given: Given = {
    d: dimensions,
    seed,
    drawn,
    first: rotation(dimensions, seed + 1_000_000),
    second: rotation(dimensions, seed),
  };
  const { minimizer = drawn, height }: Landscape = landscape(given);
  const ratio = normal(1, seed)[0]! / normal(1, seed + 1)[0]!;
  const minimum = Math.min(1000, Math.max(-1000, Math.floor(1e4 * ratio + 0.5) / 100));
  const group = groups.find(([last]) => number <= last)![1];
  return { number, name, group, dimensions, instance, minimum, minimizer, value: (x) => height(x) + minimum };
};
