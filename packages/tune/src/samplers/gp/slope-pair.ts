import { inactive } from "./encode.ts";
import { squared, type Weights } from "./kernel.ts";

/**
 * How the covariance of two rows changes with either of them. With q = Σ wⱼδⱼ², δ = x − x′ and r = √(5q), m of `kernel.ts` has
 *
 *   m′ = −5/6 (1 + r) e^(−r),   m″ = 25/12 e^(−r),   m‴ = −125/24 e^(−r) / r
 *
 *   ∂k/∂xₐ = 2 m′ wₐδₐ,   ∂²k/∂xₐ∂x′ᵦ = −4 m″ wₐδₐ wᵦδᵦ − 2 m′ wₐ [a = b]
 *
 * for each of its parts, and likewise for the parabola. (Solak et al. 2003; Rasmussen & Williams 2006, 9.4)
 */
export interface Pair {
  /** Takes two rows; what the others say is of them. */
  set(x: Float64Array, y: Float64Array): void;
  /** ∂k/∂x along a, an axis of numbers that takes part in x. */
  left(a: number): number;
  /** ∂k/∂x′ along b, an axis of numbers that takes part in x′. */
  right(b: number): number;
  /** ∂²k/∂x∂x′ along a and b. */
  both(a: number, b: number): number;
  readonly parts: Parts;
}

/** What they are made of, weights of the parts included; of the axis' own parts q with r = √(5q) as well. */
export interface Parts {
  /** m′, m″ and m‴ of the common part; m‴ is 0 where δ is, as there it counts for nothing. */
  common: [first: number, second: number, third: number];
  /** wₐδₐ. */
  readonly steps: Float64Array;
  /** wₐδₐ², also of choices. */
  readonly squares: Float64Array;
  /** Of each axis' own part, 0 where it has none: 2vδ, q, m′, m″ and q m‴. */
  readonly own: readonly {
    step: number;
    q: number;
    first: number;
    second: number;
    third: number;
  }[];
  /** The parabola's p, and how it changes with x and x′ along each axis. */
  p: number;
  readonly pLeft: Float64Array;
  readonly pRight: Float64Array;
}

const root5 = Math.sqrt(5);

/** x at an axis in the common part, which takes what is inactive for its middle. */
const middled = (x: number): number => (x === inactive ? 0.5 : x);

export const pairOf = (categorical: readonly boolean[], weights: Weights): Pair => {
  const axes = categorical.length;
  const { common, own, commonScale, ownScale, parabola } = weights;
  const parts: Parts = {
    common: [0, 0, 0],
    steps: new Float64Array(axes),
    squares: new Float64Array(axes),
    own: categorical.map(() => ({ step: 0, q: 0, first: 0, second: 0, third: 0 })),
    p: 0,
    pLeft: new Float64Array(axes),
    pRight: new Float64Array(axes),
  };
  const { steps, squares, pLeft, pRight } = parts;
  return {
    parts,
    set: (x, y) => {
      let q = 0;
      let p = 1;
      for (let a = 0; a < axes; a++) {
        const isNumber = !categorical[a];
        const isShared = isNumber && x[a] !== inactive && y[a] !== inactive;
        const step = isNumber ? middled(x[a]!) - middled(y[a]!) : 0;
        steps[a] = common[a]! * step;
        squares[a] = common[a]! * Math.abs(squared(x[a]!, y[a]!, categorical[a]!));
        q += squares[a]!;
        const left = isShared ? 2 * x[a]! - 1 : 0;
        const right = isShared ? 2 * y[a]! - 1 : 0;
        p += left * right;
        pLeft[a] = (2 * right) / (1 + axes);
        pRight[a] = (2 * left) / (1 + axes);
        setOwn(parts.own[a]!, own[a]!, isShared ? step : undefined, ownScale);
      }
      parts.p = p / (1 + axes);
      const r = root5 * Math.sqrt(q);
      const decay = commonScale * Math.exp(-r);
      parts.common[0] = (-5 / 6) * (1 + r) * decay;
      parts.common[1] = (25 / 12) * decay;
      parts.common[2] = r > 0 ? ((-125 / 24) * decay) / r : 0;
    },
    left: (a) => {
      const { step, first } = parts.own[a]!;
      return 2 * parts.common[0] * steps[a]! + first * step + 2 * parabola * parts.p * pLeft[a]!;
    },
    right: (b) => {
      const { step, first } = parts.own[b]!;
      return -2 * parts.common[0] * steps[b]! - first * step + 2 * parabola * parts.p * pRight[b]!;
    },
    both: (a, b) => {
      const [first, second] = parts.common;
      const mixed = -4 * second * steps[a]! * steps[b]! + 2 * parabola * pLeft[a]! * pRight[b]!;
      if (a !== b) return mixed;
      const alone = parts.own[a]!;
      return (
        mixed -
        2 * first * common[a]! -
        alone.second * alone.step * alone.step -
        2 * alone.first * own[a]! +
        (8 * parabola * parts.p) / (1 + axes)
      );
    },
  };
};

const setOwn = (into: Parts["own"][number], weight: number, step: number | undefined, scale: number): void => {
  if (step === undefined) {
    into.step = into.q = into.first = into.second = into.third = 0;
    return;
  }
  into.step = 2 * weight * step;
  into.q = weight * step * step;
  const r = root5 * Math.sqrt(into.q);
  const decay = scale * Math.exp(-r);
  into.first = (-5 / 6) * (1 + r) * decay;
  into.second = (25 / 12) * decay;
  into.third = (-25 / 24) * r * decay;
};
