import { array, permutation } from "../../space/array.ts";
import { bool, choice, ordinal } from "../../space/choice.ts";
import { float, log, oneMinusLog } from "../../space/float.ts";
import { int } from "../../space/int.ts";
import type { Space } from "../../space/parameter.ts";

/** A space that no sampler may step out of. */
export const spaces: Readonly<Record<string, Space>> = {
  "a number": { x: float(-5, 5) },
  "a number on a log scale": { x: log(1e-8, 1e8) },
  "a number on a log scale that is nearly all of float64": { x: log(Number.MIN_VALUE, 1e300) },
  "a number just below 1": { x: oneMinusLog(0, 1 - 1e-12) },
  "a number with a step that does not reach the upper bound": { x: float(0.1, 1, { step: 0.3 }) },
  "the widest range": { x: float(-8e307, 8e307), y: float(0, Number.MAX_VALUE) },
  "a range of four neighbouring floats": { x: float(1, 1 + 4 * Number.EPSILON), y: float(0, 1) },
  "a range around the smallest float": { x: float(0, Number.MIN_VALUE), y: float(0, 1) },
  "ranges of one value": { x: float(3, 3), n: int(2, 2), l: log(0.5, 0.5), c: choice(["only"]), y: float(0, 1) },
  "whole numbers": { n: int(-3, 3), m: int(0, 1_000_000) },
  "all whole numbers": { n: int(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) },
  "whole numbers with a step": { n: int(1, 100, { step: 7 }), y: float(0, 1) },
  "whole numbers on a log scale": { n: int(1, 2 ** 40, { log: true }) },
  "choices and levels": {
    c: choice(["a", null, 3, false]),
    o: ordinal(["small", "middle", "large"]),
    b: bool(),
    y: float(0, 1),
  },
  "a hundred choices": { c: choice(Array.from({ length: 100 }, (_, i) => `choice ${i}`)), y: float(0, 1) },
  branches: { kind: choice({ sgd: { momentum: float(0, 1) }, adam: { beta: log(1e-5, 1) }, none: {} }) },
  "branches in branches": {
    outer: choice({
      a: { inner: choice({ p: { x: float(0, 1) }, q: { n: int(1, 4) } }), y: float(-1, 0) },
      b: { z: log(1, 10) },
    }),
  },
  "arrays of tuned length": {
    layers: array({ units: int(1, 64, { log: true }), drop: float(0, 1) }, { min: 0, max: 3 }),
  },
  "an order": { order: permutation(["a", "b", "c", "d"]), y: float(0, 1) },
  "constants alone": { k: 30 },
};

/** Numbers of several kinds, and branches. */
export const mixed: Space = {
  x: float(-5, 5),
  rate: log(1e-5, 1),
  n: int(0, 20),
  kind: choice({ a: { u: float(0, 1) }, b: { v: int(1, 4) }, c: {} }),
};
/** Numbers alone. */
export const plane: Space = { x: float(-5, 5), y: float(-5, 5), z: float(0, 1) };

/** 96 points. */
export const finite: Space = {
  c: choice(["a", "b", "c", "d"]),
  i: int(0, 3),
  j: int(0, 2),
  k: choice(["p", "q"]),
};

/** Spaces, and what a program declares instead of them later. */
export const changed: readonly (readonly [before: Space, after: Space])[] = [
  [plane, { x: float(0, 9), y: log(1e-3, 1), c: choice(["a", "b"]) }],
  [
    plane,
    { x: float(-5, 5), order: permutation(["a", "b", "c"]), layers: array({ u: float(0, 1) }, { min: 1, max: 3 }) },
  ],
  [mixed, plane],
];
