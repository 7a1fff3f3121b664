import type { Initialized } from "../layers/contract/layer.ts";

/** What a model costs to compute for one example. */
export interface Cost {
  readonly multiplyAdds: number;
  /** Numbers between layers, for one example. */
  readonly activations: number;
}

/** Multiply-adds a millisecond on a core of today. */
const speed = 40e6;

/** What a step is estimated to take: three passes (one forward, two products backward), and what each run of kernels costs. */
export const millisecondsOfStep = ({ multiplyAdds, activations }: Cost, batch: number): number =>
  0.03 + (3 * batch * (multiplyAdds + 10 * activations)) / speed;

const sizeOf = (shape: unknown): number =>
  Array.isArray(shape) && shape.every((n) => typeof n === "number")
    ? (shape as number[]).reduce((product, n) => product * n, 1)
    : Object.values(shape as object).reduce<number>((sum, part) => sum + sizeOf(part), 0);

export const costOf = (part: Initialized): Cost => {
  const children = (part.children ?? []).map((child) => costOf(child.part));
  const own = { multiplyAdds: part.multiplyAdds ?? 0, activations: part.activations ?? sizeOf(part.outputShape) };
  return children.reduce(
    (sum, child) => ({
      multiplyAdds: sum.multiplyAdds + (part.multiplyAdds === undefined ? child.multiplyAdds : 0),
      activations: sum.activations + child.activations,
    }),
    own,
  );
};
