import type { Card } from "@kaviar/base/card";
import { type OptionsOf, oneOf } from "@kaviar/base/check";
import { keyedRandom } from "@kaviar/base/random";
import { options } from "../options.ts";
import { fromUnit } from "../space/domain.ts";
import { walk } from "../space/flat-space.ts";
import type { Sampler } from "./contract/sampler.ts";
import { halton } from "./quasi-random/halton.ts";
import { owenScramble } from "./quasi-random/owen.ts";
import { sobol, sobolDimensions } from "./quasi-random/sobol.ts";

/** A coordinate in [0, 1) of the sequence's point `index`; the seed and the parameter's name are the key. */
type Sequence = (index: number, dimension: number, seed: number, name: string) => number;

const sequences: Readonly<Record<"sobol" | "halton", Sequence>> = {
  // Dimensions beyond the table take its columns again, in an order of their own: a scrambled index keeps each aligned
  // block of 2^k together, so the strata stay. (Burley 2020)
  sobol: (index, dimension, seed, name) => {
    const random = keyedRandom(seed, Math.floor(dimension / sobolDimensions), `sobol ${name}`);
    const [key, order] = [Math.floor(random() * 2 ** 32), Math.floor(random() * 2 ** 32)];
    const at = dimension < sobolDimensions ? index : owenScramble(index, order);
    return owenScramble(sobol(at, dimension % sobolDimensions), key) / 2 ** 32;
  },
  halton: (index, dimension, seed, name) => halton(index, dimension, keyedRandom(seed, 0, `halton ${name}`)),
};

const read = options("quasiRandom", {
  /** Which sequence: Sobol's for up to its 256 dimensions and beyond, Halton's for few. */
  kind: oneOf("sobol", "halton").default("sobol"),
});

export type QuasiRandomOptions = OptionsOf<typeof read>;

/** Points that may not be asked are replaced by those of the same sequence so much further on. */
const stride = 2 ** 20;
const replacements = 200;

/**
 * Points that fill the space more evenly than chance: a scrambled Sobol or Halton sequence, each parameter on its own
 * scale. (Owen 1995, Joe & Kuo 2008)
 *
 * ```ts
 * createStudy({ sampler: quasiRandom() })
 * ```
 * Trial i takes point i, so parallel workers and restarts give the same sequence; 2^k trials are the most even. A
 * parameter's coordinate goes by its place in the space, whether it is active or not; it never learns.
 */
export const quasiRandom = (given: QuasiRandomOptions = {}): Sampler => {
  const { kind } = read(given);
  const coordinate = sequences[kind];
  return {
    name: kind,
    neverLearns: true,
    propose: ({ space, number, seed, admits, attempt }) => {
      const places = new Map(space.map(({ name }, i) => [name, i]));
      const pointAt = (index: number) =>
        walk(space, ({ name, domain }) => fromUnit(domain, coordinate(index, places.get(name)!, seed, name)));
      for (let j = attempt * replacements; ; j++) {
        const params = pointAt(number + j * stride);
        if (admits(params) || j === (attempt + 1) * replacements - 1)
          return { params, why: `point ${number + j * stride} of the sequence` };
      }
    },
  };
};

quasiRandom.about = {
  name: "Quasi-random",
  formula: "xᵢ = the i-th point of a scrambled Sobol or Halton sequence, on each parameter's scale",
  use: "a survey of the space, for plots and importance; many workers that cannot wait for each other",
  pitfall: "it never learns, and is at its most even only after 2ᵏ trials",
  reference: "Sobol' 1967; Owen 1995; Joe & Kuo 2008",
  seeAlso: ["random", "grid"],
} satisfies Card;
