import { mapStructure, pow, type Tensor } from "@kaviar/tensor";
import { adam } from "./peers/task.mjs";

/** What Adam carries besides the parameters; `step` counts the updates done. */
export interface Moments<P> {
  readonly mean: P;
  readonly square: P;
  readonly step: Tensor;
}

/** One update of Adam as tensor code. (Kingma & Ba 2015) */
export const adamStep = <P>(
  parameters: P,
  gradients: P,
  moments: Moments<P>,
): Moments<P> & { readonly parameters: P } => {
  const step = moments.step.add(1);
  const mean = mapStructure((m, g) => m.mul(adam.beta1).add(g.mul(1 - adam.beta1)), moments.mean, gradients);
  const square = mapStructure(
    (v, g) => v.mul(adam.beta2).add(g.square().mul(1 - adam.beta2)),
    moments.square,
    gradients,
  );
  const rate = pow(adam.beta1, step).neg().add(1).reciprocal().mul(adam.rate);
  const scale = pow(adam.beta2, step).neg().add(1).sqrt();
  const moved = mapStructure(
    (w, m, v) => w.sub(m.mul(rate).div(v.sqrt().div(scale).add(adam.epsilon))),
    parameters,
    mean,
    square,
  );
  return { parameters: moved, mean, square, step };
};
