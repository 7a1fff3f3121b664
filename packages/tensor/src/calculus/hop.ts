import { inOrder, normal, type Random, seededRandom, shuffle } from "@kaviar/base/random";
import { within } from "./bounds.ts";
import type { Evaluation } from "./objective.ts";
import type { Box } from "./region.ts";
import { plus, type Vector } from "./vector.ts";

interface Minimum {
  readonly at: Evaluation;
}

interface Options {
  /** Hops in a row that lead nowhere lower, after which it ends. */
  readonly hops: number;
  readonly seed: number;
}

/** By how much hops grow that fall back, and shrink that do not: so that about one in ten falls back. */
const growth = 1.5;
const shrinkage = 0.95;

/**
 * Monotonic basin hopping (Wales & Doye 1997; Leary 2000): from the lowest minimum so far a step, and a local search from
 * there, again and again. Steps go by turns along an axis, each both ways before any comes again, and in a random direction;
 * how far, the hops before tell. A direction that led down is taken again, twice as far (Hooke & Jeeves 1961).
 */
export const hop = async <M extends Minimum>(
  lowest: M,
  search: (from: Vector) => Promise<M | "outside" | "failed">,
  box: Box<unknown>,
  { hops, seed }: Options,
): Promise<void> => {
  const random = seededRandom(seed, 1);
  const widths = box.low.map((each, i) => box.high[i]! - each);
  const axes = axisDirections(widths, random);
  let best = lowest;
  // Of the region's width, along an axis and in any direction.
  const reach = { axis: 0.1, any: 0.1 };
  for (let [turn, idle] = [0, 0]; idle < hops; turn++) {
    const kind = turn % 2 === 0 ? "axis" : "any";
    const direction =
      kind === "axis" ? axes() : widths.map((each) => (normal(random) * each) / Math.sqrt(widths.length));
    let isLower = false;
    for (let far = reach[kind]; ; far *= 2) {
      const end = await search(within(plus(best.at.x, far, direction), box));
      if (!isLower) reach[kind] = end === best ? Math.min(0.5, far * growth) : far * shrinkage;
      if (typeof end === "string" || !(end.at.value < best.at.value)) break;
      best = end;
      isLower = true;
    }
    idle = isLower ? 0 : idle + 1;
  }
};

/** Along each axis, both ways, in random order, and then again in another. */
const axisDirections = (widths: Vector, random: Random): (() => Vector) => {
  let queue: number[] = [];
  return () => {
    if (queue.length === 0) queue = [...shuffle(inOrder(2 * widths.length), random)];
    const next = queue.pop()!;
    return widths.map((each, i) => (i === next >> 1 ? each * (next % 2 === 0 ? 1 : -1) : 0));
  };
};
