import { drawPoint } from "../space/flat-space.ts";
import type { Sampler } from "./contract/sampler.ts";

/**
 * Every point by chance, each parameter evenly on its own scale. (Bergstra & Bengio 2012)
 *
 * ```ts
 * createStudy({ sampler: random() })
 * ```
 * Better than a grid wherever some parameters matter more than others; it never learns.
 */
export const random = (): Sampler => ({
  name: "random",
  propose: ({ space, draw }) => ({ params: drawPoint(space, draw) }),
});
