import { zerosLike } from "@kaviar/tensor";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { chain } from "./chain.ts";
import type { Link } from "./link.ts";
import { numbersOf } from "./numbers.ts";
import { scaleByRate } from "./scale-by-rate.ts";

interface AdamNumbers {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** m̂ / (√v̂ + ε), with running averages of the gradient and of its square. (Kingma & Ba 2015) */
export const scaleByAdam = ({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamNumbers = {}): Link => ({
  init: (parameters) => ({
    numbers: numbersOf({ beta1, beta2, epsilon }),
    mean: mapParameters((_, p) => zerosLike(p), parameters),
    square: mapParameters((_, p) => zerosLike(p), parameters),
  }),
  update: (gradients, state, _, { step }) => {
    const { beta1, beta2, epsilon } = state.numbers as unknown as Record<"beta1" | "beta2" | "epsilon", typeof step>;
    const [rest1, rest2] = [beta1.neg().add(1), beta2.neg().add(1)];
    const mean = mapParameters((_, m, g) => m!.mul(beta1).add(g!.mul(rest1)), state.mean as Parameters, gradients);
    const square = mapParameters(
      (_, v, g) => v.mul(beta2).add(g!.square().mul(rest2)),
      state.square as Parameters,
      gradients,
    );
    const next = step.add(1);
    const first = beta1.pow(next).neg().add(1).reciprocal();
    const second = beta2.pow(next).neg().add(1).sqrt();
    const updates = mapParameters((_, m, v) => m.mul(first).div(v!.sqrt().div(second).add(epsilon)), mean, square);
    return [updates, { ...state, mean, square }];
  },
});

/** θ ← θ − η m̂ / (√v̂ + ε) */
export const adam = ({ rate = 1e-3, ...numbers }: AdamNumbers & { readonly rate?: number | Schedule } = {}): Link =>
  chain(scaleByAdam(numbers), scaleByRate(rate));
