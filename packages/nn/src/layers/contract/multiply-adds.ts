import type { Initialized } from "./layer.ts";

/** Multiply-adds of a layer and all that is inside it, for one example. */
export const multiplyAddsOf = ({ multiplyAdds, children = [] }: Initialized): number =>
  multiplyAdds ?? children.reduce((sum, { part }) => sum + multiplyAddsOf(part), 0);
