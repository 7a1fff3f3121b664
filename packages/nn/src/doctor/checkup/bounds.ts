/**
 * Beyond these an activation has less than a twenty-fifth of its steepest slope: σ′ = y(1 − y) ≤ 0.01 of 0.25, and
 * tanh′ = 1 − y² ≤ 0.04 of 1. Hard ones have no slope at all beyond theirs.
 */
const bounds: Readonly<Record<string, { readonly low: number; readonly high: number }>> = {
  sigmoid: { low: 0.01, high: 0.99 },
  tanh: { low: -0.98, high: 0.98 },
  hardSigmoid: { low: 1e-7, high: 1 - 1e-7 },
  hardTanh: { low: -1 + 1e-7, high: 1 - 1e-7 },
  softsign: { low: -0.8, high: 0.8 },
};

/** Where an activation saturates, by the kind of its layer. */
export const boundsOf = (kind: string | undefined) => (kind === undefined ? undefined : bounds[kind]);
