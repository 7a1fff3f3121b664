import {
  auto,
  bohb,
  bruteForce,
  cmaes,
  coarseToFine,
  gp,
  grid,
  nsga2,
  nsga3,
  populationBased,
  quasiRandom,
  random,
  type Sampler,
  tpe,
  trustRegion,
} from "@kaviar/tune";
import { namedIn } from "./named-in.ts";
import type { Named, NamesOf } from "./names-of.ts";

type SamplerName = NamesOf<Sampler | { readonly sampler: Sampler }>;

/** Every sampler under the name it has in code. */
const samplers: Readonly<Record<SamplerName, Named<Sampler>>> = {
  auto,
  tpe,
  gp,
  trustRegion,
  cmaes,
  nsga2,
  nsga3,
  grid,
  bruteForce,
  quasiRandom,
  coarseToFine,
  populationBased,
  bohb: () => bohb().sampler,
  random,
  hypergradient: { unnamed: "its objective has to tell derivatives, so its module says the sampler as well" },
};

/** The sampler of that name: `tpe`, `quasiRandom` or `quasi-random`. */
export const samplerNamed = (name: string): Sampler => namedIn(samplers, name, "sampler")();
