import { thetaLength } from "./kernel.ts";

/** Where θ is expected: a mean, a spread, and bounds, all of logarithms. */
export interface Prior {
  readonly mean: Float64Array;
  readonly spread: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** What a prior depends on, but for the axes. */
interface Parts {
  readonly parabola: boolean;
  readonly earlier: boolean;
  readonly noisy: boolean;
  readonly slopes: boolean;
}

/**
 * Lengths on the common part grow with √D, since distances do (Hvarfner, Hellsten & Nardi 2024); the noise is expected
 * small, but a noisy objective overrules that soon; one that is known to be noisy need not. That of slopes is looked
 * for from a tenth of their deviation on, down to none and up to where nothing is left of them: from nearly none it is not
 * found, as a rough function explains them as well.
 */
export const priorOf = (axes: number, { parabola, earlier, noisy, slopes }: Parts): Prior => {
  type Rest = readonly [s: number, a: number, noise: number, b: number, c: number];
  const fill = (common: number, own: number, ...rest: Rest) =>
    Float64Array.from({ length: thetaLength(axes, earlier) }, (_, i) =>
      i < axes ? common : i < 2 * axes ? own : rest[i - 2 * axes]!,
    );
  const and = (theta: Float64Array, share: number) => (slopes ? Float64Array.of(...theta, share) : theta);
  /** The logarithm of what is 0 as a number. */
  const none = -800;
  const weight = (length: number) => -2 * Math.log(length);
  return {
    mean: and(
      fill(
        weight(0.5 * Math.sqrt(axes)),
        weight(0.5),
        0,
        Math.log(0.3),
        Math.log(noisy ? 0.03 : 1e-5),
        parabola ? 0 : none,
        0,
      ),
      Math.log(1e-2),
    ),
    spread: and(fill(2, 2, 1.5, 2, 2.5, 2, 2), 4),
    low: and(
      fill(
        weight(30),
        weight(30),
        Math.log(1e-3),
        Math.log(1e-4),
        Math.log(1e-8),
        parabola ? Math.log(1e-4) : none,
        Math.log(1e-4),
      ),
      Math.log(1e-8),
    ),
    high: and(
      fill(
        weight(0.03),
        weight(0.02),
        Math.log(100),
        Math.log(100),
        Math.log(1),
        parabola ? Math.log(1e4) : none,
        Math.log(1e4),
      ),
      Math.log(1e8),
    ),
  };
};
