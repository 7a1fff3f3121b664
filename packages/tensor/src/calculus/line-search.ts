import type { Evaluate, Evaluation } from "./objective.ts";
import { dot, plus, type Vector } from "./vector.ts";

/** A point along a direction: φ(α) = f(x + αp) and its slope φ′(α) = ∇f · p. */
interface Along extends Evaluation {
  readonly step: number;
  readonly slope: number;
}

/** Constants of the two conditions (Nocedal & Wright 2006, 3.1): enough decrease, and a slope that has flattened. */
const decrease = 1e-4;
const flattening = 0.9;
const longestSearch = 60;
/** Differences of values below this share of them may be rounding: a function is a sum of larger terms. */
const precision = 1e-10;

export interface LineSearch {
  /** The point found, or nothing where rounding (or a function that is not finite) hides every decrease. */
  readonly found: Evaluation | undefined;
  /** A point on the way where the function was not finite. */
  readonly broken: Evaluation | undefined;
}

/**
 * A step that meets the strong Wolfe conditions, f(x + αp) ≤ f(x) + c₁αφ′(0) and |φ′(α)| ≤ c₂|φ′(0)|, by bracketing and
 * zooming (Nocedal & Wright 2006, algorithms 3.5 and 3.6). Where a decrease drowns in rounding the slope alone decides
 * (Hager & Zhang 2005, the approximate condition). What is not finite counts as too far. At the longest step allowed a
 * decrease is enough.
 */
export const strongWolfe = async (
  evaluate: Evaluate,
  from: Evaluation,
  direction: Vector,
  firstStep: number,
  longest = Infinity,
): Promise<LineSearch> => {
  const start: Along = { ...from, step: 0, slope: dot(from.gradient, direction) };
  const rounding = precision * Math.max(1, Math.abs(start.value));
  let broken: Evaluation | undefined;
  const at = async (step: number): Promise<Along> => {
    const point = await evaluate(plus(from.x, step, direction));
    const slope = dot(point.gradient, direction);
    const finite = Number.isFinite(point.value) && Number.isFinite(slope);
    if (finite) return { ...point, step, slope };
    broken = point;
    return { ...point, value: point.value === -Infinity ? -Infinity : Infinity, step, slope: NaN };
  };
  const falls = ({ step, value, slope }: Along): boolean =>
    value <= start.value + decrease * step * start.slope ||
    (value <= start.value + rounding && slope <= (2 * decrease - 1) * start.slope && slope >= start.slope);
  const accepts = (point: Along): boolean => falls(point) && Math.abs(point.slope) <= -flattening * start.slope;

  const zoom = async (near: Along, far: Along): Promise<Along | undefined> => {
    let [low, high] = [near, far];
    for (let i = 0; i < longestSearch; i++) {
      const point = await at(between(low, high));
      if (accepts(point)) return point;
      if (!falls(point) || point.value > low.value + rounding) high = point;
      else {
        if (point.slope * (high.step - low.step) >= 0) high = low;
        low = point;
      }
      if (Math.abs(high.step - low.step) <= 1e-14 * Math.max(high.step, low.step)) break;
    }
    return low.step > 0 && low.value < start.value ? low : undefined;
  };

  const search = async (): Promise<Along | undefined> => {
    let before = start;
    let step = firstStep;
    for (let i = 0; i < longestSearch; i++) {
      const point = await at(step);
      if (point.value === -Infinity || accepts(point)) return point;
      if (!falls(point) || (i > 0 && point.value >= before.value)) return zoom(before, point);
      if (point.slope >= 0) return zoom(point, before);
      if (step >= longest) return point;
      before = point;
      // Further and further: what still falls then falls for ever.
      step = Math.min(longest, step * (i < 10 ? 2 : 10));
    }
    return before;
  };
  return { found: await search(), broken };
};

/** Where the cubic through both values and slopes has its minimum, kept away from the ends; the middle where that says nothing. */
const between = (low: Along, high: Along): number => {
  const width = high.step - low.step;
  const middle = low.step + width / 2;
  if (!Number.isFinite(high.value) || !Number.isFinite(high.slope)) return low.step + width / 10;
  const d1 = low.slope + high.slope - (3 * (low.value - high.value)) / (low.step - high.step);
  const d2 = Math.sign(width) * Math.sqrt(d1 * d1 - low.slope * high.slope);
  const cubic = high.step - (width * (high.slope + d2 - d1)) / (high.slope - low.slope + 2 * d2);
  const share = (cubic - low.step) / width;
  return share > 0.05 && share < 0.95 ? cubic : middle;
};
