import {
  auto,
  bohb,
  bruteForce,
  cmaes,
  coarseToFine,
  fixed,
  gp,
  grid,
  hypergradient,
  nsga2,
  nsga3,
  type Params,
  populationBased,
  quasiRandom,
  random,
  type Sampler,
  tpe,
  trustRegion,
} from "@kaviar/tune";
import { UsageError } from "../command/usage-error.ts";
import { byOptions, type Make, type NamesOf } from "./made-by-name.ts";
import { namedIn } from "./named-in.ts";

type SamplerName = NamesOf<Sampler | { readonly sampler: Sampler }>;

const fixedByCall: Make<Sampler> = ({ values: [inner, held, ...more], options }) => {
  if (typeof inner !== "string" || typeof held !== "object" || more.length > 0 || Object.keys(options).length > 0)
    throw new UsageError(
      "fixed takes a sampler, and the values that it holds by the flat names of their parameters.",
      `Such as --sampler 'fixed(tpe, {rate: 0.01, "optimizer.adam.beta2": 0.99})'.`,
    );
  return fixed(samplerNamed(inner), held as Params);
};

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
  fixed: fixedByCall,
};

/** The sampler of a text: `tpe`, `quasi-random`, `tpe(startup=20)`. */
export const samplerNamed = (text: string): Sampler => namedIn(samplers, text, "sampler");
