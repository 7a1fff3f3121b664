import {
  auto,
  bohb,
  bruteForce,
  cmaes,
  coarseToFine,
  gp,
  grid,
  hypergradient,
  nsga2,
  nsga3,
  populationBased,
  quasiRandom,
  random,
  type Sampler,
  tpe,
  trustRegion,
} from "@kaviar/tune";
import { byOptions, type Make, type NamesOf } from "./made-by-name.ts";
import { namedIn } from "./named-in.ts";

type SamplerName = NamesOf<Sampler | { readonly sampler: Sampler }>;

/** Every sampler under the name it has in code, made as it is there. */
const samplers: Readonly<Record<SamplerName, Make<Sampler>>> = {
  auto: byOptions(auto),
  tpe: byOptions(tpe),
  gp: byOptions(gp),
  trustRegion: byOptions(trustRegion),
  cmaes: byOptions(cmaes),
  nsga2: byOptions(nsga2),
  nsga3: byOptions(nsga3),
  grid: byOptions(grid),
  bruteForce: byOptions(bruteForce),
  quasiRandom: byOptions(quasiRandom),
  coarseToFine: byOptions(coarseToFine),
  populationBased: byOptions(populationBased),
  hypergradient: byOptions(hypergradient),
  bohb: byOptions((options) => bohb(options).sampler),
  random: byOptions(random),
};

/** The sampler of a text: `tpe`, `quasi-random`, `tpe(startup=20)`. */
export const samplerNamed = (text: string): Sampler => namedIn(samplers, text, "sampler");
