import { dot } from "./dot.ts";

/** What one step told of the curvature: how far it went, and how the gradient changed with it. */
export interface Correction {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** x / (step · change), as whoever keeps the correction computes it. */
  readonly overCurvature: (x: number) => number;
}

/**
 * −H g, the quasi-Newton direction of L-BFGS: H is the inverse Hessian that the corrections tell of, the latest last, on
 * top of `scale` times the identity. (Nocedal 1980) Coordinates where `free` is 0 take no part.
 */
export const twoLoop = (
  gradient: Float64Array,
  corrections: readonly Correction[],
  scale: number,
  free: Float64Array = new Float64Array(gradient.length).fill(1),
): Float64Array => {
  const q = gradient.map((each, i) => each * free[i]!);
  const alphas: number[] = [];
  for (let k = corrections.length - 1; k >= 0; k--) {
    const { step, change, overCurvature } = corrections[k]!;
    const alpha = overCurvature(dot(step, q));
    alphas[k] = alpha;
    for (let i = 0; i < q.length; i++) q[i]! -= alpha * change[i]! * free[i]!;
  }
  for (let i = 0; i < q.length; i++) q[i]! *= scale;
  corrections.forEach(({ step, change, overCurvature }, k) => {
    const beta = overCurvature(dot(change, q));
    for (let i = 0; i < q.length; i++) q[i]! += (alphas[k]! - beta) * step[i]! * free[i]!;
  });
  return q.map((each) => -each);
};
