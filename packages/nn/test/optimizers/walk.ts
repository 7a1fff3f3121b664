import { key, type Tensor, tensor } from "@kaviar/tensor";
import type { Link, LinkState } from "../../src/optimizers/contract/link.ts";
import { mapParameters } from "../../src/parameters/parameters.ts";

/** Parameters that are not nested. */
export type Flat = Readonly<Record<string, Tensor>>;

/** One update after another, by given gradients or a function of where it is: the parameters after each, and the state. */
export const walk = (
  link: Link,
  start: Flat,
  gradients: readonly Flat[] | ((parameters: Flat) => Flat),
  steps = gradients.length,
): { readonly path: readonly Flat[]; readonly state: LinkState } => {
  const path: Flat[] = [];
  let [parameters, state] = [start, link.init(start)];
  for (let t = 0; t < steps; t++) {
    const now = typeof gradients === "function" ? gradients(parameters) : gradients[t]!;
    const at = { step: tensor(t), steps: tensor(steps), stepsPerEpoch: tensor(steps), loss: tensor(0), key: key(t) };
    const [updates, next] = link.update(now, state, parameters, at);
    state = next;
    parameters = mapParameters((_, p, u) => p.add(u!), parameters, updates as Flat);
    path.push(parameters);
  }
  return { path, state };
};

/** Numbers between −1 and 1 that look like none in particular. */
export const some = (shape: readonly number[], seed = 1): Tensor => {
  const size = shape.reduce((product, n) => product * n, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (i + 1) * seed + seed)),
    { shape },
  );
};

/** A layer with weights and biases. */
export const layer = (seed = 1) => ({ weight: some([3, 2], seed), bias: some([2], seed + 0.5) });

/** The largest distance between two lists of numbers. */
export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length ? Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!))) : Infinity;
