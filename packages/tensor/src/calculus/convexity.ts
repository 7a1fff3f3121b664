import type { Card } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { placeholder, type Tensor } from "../core/tensor.ts";
import { dependents, isFrom, nodesBehind } from "../core/walk.ts";
import { options } from "../errors/options.ts";
import { tracing } from "../tracing/trace.ts";
import { checkFinite, curvatureOf, flattened, hessianOf, objectiveOf } from "./objective.ts";
import { type Point, type Scalar64, type Space, showNumber, showPoint } from "./point.ts";
import { boxOf, type Region, spread } from "./region.ts";
import { plus, scaled, type Vector } from "./vector.ts";

const readOptions = options("convexity", {
  /** At how many points the Hessian is looked at, and how many chords are tried. */
  samples: whole(1).default(256),
  seed: whole().default(0),
});

/** What shows that a function is not convex. */
export type ConvexityWitness<S> =
  /** There the function curves downwards along `direction`: uᵀHu = curvature < 0. */
  | {
      readonly kind: "negative curvature";
      readonly x: Point<S>;
      readonly direction: Point<S>;
      readonly curvature: number;
    }
  /** Between two points the chord runs below the curve. */
  | {
      readonly kind: "chord";
      readonly from: Point<S>;
      readonly to: Point<S>;
      readonly middle: Point<S>;
      readonly curve: number;
      readonly chord: number;
    };

/** What every answer has. */
interface Findings {
  /** The eigenvalues of the Hessian that were met. */
  readonly curvature: { readonly smallest: number; readonly largest: number };
  readonly reason: string;
}

export type Convexity<S> =
  /** Proved: the Hessian is one and the same matrix everywhere, without a negative eigenvalue. */
  | (Findings & { readonly verdict: "convex" })
  | (Findings & { readonly verdict: "not convex"; readonly witness: ConvexityWitness<S> })
  /** As far as the samples show. */
  | (Findings & { readonly verdict: "no counterexample"; readonly samples: number });

/**
 * Asks whether a function is convex on a box: f(ta + (1−t)b) ≤ t f(a) + (1−t) f(b), or, where it is smooth, no negative
 * eigenvalue of the Hessian.
 *
 * ```ts
 * const answer = await convexity((x) => x.sin(), { low: -3, high: 3 });
 * if (answer.verdict === "not convex") console.log(answer.witness);      // a point, and its negative curvature
 * ```
 * "not convex" comes with a witness. "convex" is a proof, possible where the function is quadratic. Anything else has
 * only passed `samples` tests of each kind: that is "no counterexample".
 */
export const convexity = async <const S>(
  f: Scalar64<S>,
  region: Region<S>,
  given?: OptionsOf<typeof readOptions>,
): Promise<Convexity<S>> => {
  const { samples, seed } = readOptions(given);
  const box = await boxOf("convexity", region);
  const { space } = box;
  const constant = hasConstantHessian(f, space);
  const curvatureAt = curvatureOf(f, space);
  const evaluate = objectiveOf(f, space);
  const points = await spread(box, constant ? 1 : samples, seed);
  const met = { smallest: Infinity, largest: -Infinity };
  let before: Vector | undefined;
  for (const [i, x] of points.entries()) {
    const at = await curvatureAt(x);
    checkFinite("convexity", at, "Take a region in which f is defined.");
    const [smallest, largest] = [at.eigenvalues[0]!, at.eigenvalues.at(-1)!];
    met.smallest = Math.min(met.smallest, smallest);
    met.largest = Math.max(met.largest, largest);
    if (smallest < -rounding * Math.max(Math.abs(smallest), Math.abs(largest), Math.abs(at.value))) {
      const direction = space.point(at.eigenvectors[0]!);
      return {
        verdict: "not convex",
        witness: { kind: "negative curvature", x: space.point(x), direction, curvature: smallest },
        curvature: met,
        reason: `At x = ${showPoint(x)} the function curves downwards along ${showPoint(at.eigenvectors[0]!)}: ${showNumber(smallest)}.`,
      };
    }
    const to = before && plus(x, chordLengths[i % chordLengths.length]!, plus(before, -1, x));
    before = x;
    if (!to) continue;
    const [end, middle] = [await evaluate(to), await evaluate(scaled(plus(x, 1, to), 0.5))];
    const chord = (at.value + end.value) / 2;
    if (middle.value - chord > rounding * (Math.abs(at.value) + Math.abs(end.value) + Math.abs(middle.value))) {
      return {
        verdict: "not convex",
        witness: {
          kind: "chord",
          from: space.point(x),
          to: space.point(to),
          middle: space.point(middle.x),
          curve: middle.value,
          chord,
        },
        curvature: met,
        reason: `Half-way from ${showPoint(x)} to ${showPoint(to)} the function is ${showNumber(middle.value)}, its chord ${showNumber(chord)}.`,
      };
    }
  }
  if (constant) {
    const reason = `The Hessian is the same everywhere, with eigenvalues from ${showNumber(met.smallest)} to ${showNumber(met.largest)}.`;
    return { verdict: "convex", curvature: met, reason };
  }
  const reason = `At ${samples} points no eigenvalue of the Hessian is below ${showNumber(met.smallest)}, and ${samples - 1} chords run above the curve. That is no proof.`;
  return { verdict: "no counterexample", samples, curvature: met, reason };
};

convexity.about = {
  name: "Convexity on a box",
  formula: "f(ta + (1−t)b) ≤ t f(a) + (1−t) f(b), and no negative eigenvalue of H",
  use: "to learn whether a local minimum is the global one",
  pitfall: '"no counterexample" is no proof: only a quadratic function is proved convex',
  reference: "Boyd & Vandenberghe 2004, 3.1",
  seeAlso: ["criticalPoint", "multiStart"],
} satisfies Card;

/** What a computed difference must exceed to count. */
const rounding = 1e-10;
const chordLengths = [1, 1 / 4, 1 / 16];

/** Of these alone a function is a polynomial: nothing in it jumps or bends where no derivative shows it. */
const polynomial = new Set(
  "add broadcastTo concat gather identity matmul mul neg pad reshape slice split sub sum takeAlongAxis transpose".split(
    " ",
  ),
);

/** Whether the graph of the second derivatives does not contain the point at all. */
const hasConstantHessian = <S>(f: Scalar64<S>, space: Space<S>): boolean => {
  const x = placeholder([space.size], "float64", "the argument of a function that is looked at");
  const flat = flattened(f, space);
  const involves = (y: Tensor<"float64">) => dependents(nodesBehind([y]), new Set([x]));
  const value = tracing(() => flat(x));
  if (![...involves(value)].every(({ primitive }) => polynomial.has(primitive.name))) return false;
  const hessian = tracing(() => hessianOf(flat)(x));
  return !isFrom(hessian, involves(hessian)) && hessian !== x;
};
