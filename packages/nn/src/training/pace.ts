import type { Initialized } from "../layers/layer.ts";

/** How long a run of the runtime should take: long enough to cost nothing, short enough to look at the world between two. */
const target = 150;

/** Multiply-adds a millisecond, on a slow core. */
const speed = 20e6;

interface Cost {
  readonly multiplyAdds: number;
  /** Numbers between layers, for one example. */
  readonly activations: number;
}

const sizeOf = (shape: unknown): number =>
  Array.isArray(shape) && shape.every((n) => typeof n === "number")
    ? (shape as number[]).reduce((product, n) => product * n, 1)
    : Object.values(shape as object).reduce<number>((sum, part) => sum + sizeOf(part), 0);

export const costOf = (part: Initialized): Cost => {
  const children = (part.children ?? []).map((child) => costOf(child.part));
  const own = { multiplyAdds: part.multiplyAdds ?? 0, activations: sizeOf(part.outputShape) };
  return children.reduce(
    (sum, child) => ({
      multiplyAdds: sum.multiplyAdds + (part.multiplyAdds === undefined ? child.multiplyAdds : 0),
      activations: sum.activations + child.activations,
    }),
    own,
  );
};

/**
 * Steps in one run, from what a step should cost: three passes (forward, and two products backward). By that and not by
 * the clock: where an epoch is cut decides the last bits of what is computed for several steps at once.
 */
export const paceOf = ({ multiplyAdds, activations }: Cost, batch: number): number =>
  Math.max(1, Math.floor(target / (0.03 + (3 * batch * (multiplyAdds + 10 * activations)) / speed)));

/** Rows in a run of prediction: what lies between the layers stays within the caches' reach, and memory. */
export const rowsAtOnce = ({ activations }: Cost): number =>
  Math.max(16, Math.min(2048, Math.floor(2 ** 24 / Math.max(1, activations))));

/** Lets timers, signals and requests have their turn. */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
