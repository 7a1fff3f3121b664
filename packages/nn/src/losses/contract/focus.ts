import type { Tensor } from "@kaviar/tensor";

/** (1 − p)^γ log p from log p. The base stays above 0, where a γ below 1 has an infinite slope. */
export const focus = (log: Tensor, gamma: number): Tensor => log.exp().neg().add(1).maximum(1e-7).pow(gamma).mul(log);
