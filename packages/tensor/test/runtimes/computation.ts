import { compile, key, loop, normal, type Tensor, uniform } from "@kaviar/tensor";

export interface Computed {
  readonly uniform: number[];
  readonly steps: number[];
}

/** Random numbers, and the end of a long computation: the same everywhere, as far as promised. */
export const compute = async (): Promise<Computed> => {
  const w = normal(key(2), [64, 64]).mul(0.1);
  const steps = compile((x: Tensor) => loop(20, x, (x) => x.matmul(w).tanh()))(normal(key(1), [64, 64]));
  return { uniform: [...(await uniform(key(7), [100]).data())], steps: [...(await steps.data())] };
};
