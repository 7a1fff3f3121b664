import { customDerivative, type Tensor } from "@kaviar/tensor";

/** One step of a running average, e ← e + (1 − β)(x − e) = βe + (1 − β)x: a form in which β = 1 − 10⁻⁷ is still exact. */
export const average = (e: Tensor, x: Tensor, rest: Tensor): Tensor => x.sub(e).mul(rest).add(e);

/** 1 − β */
export const restOf = (beta: Tensor): Tensor => beta.neg().add(1);

/** 1 / (1 − βᵗ): what an average that began at 0 lacks after t steps. (Kingma & Ba 2015, section 3) */
export const correction = (beta: Tensor, t: Tensor): Tensor => restOf(beta.pow(t)).reciprocal();

/**
 * √x with slope 0 at 0. A weight whose gradient has always been 0 has no say in a derivative through the optimizer; with
 * the root's own slope, 1/0, it would make it NaN.
 */
export const root = customDerivative(
  (x: Tensor) => x.sqrt(),
  (d, y) => {
    const none = y.equal(0);
    return [none.where(0, d.mul(0.5).div(none.where(1, y)))];
  },
);

/** The length of a tensor, √Σx², with gradient 0 at 0. */
export const lengthOf = (x: Tensor): Tensor => root(x.square().sum());
