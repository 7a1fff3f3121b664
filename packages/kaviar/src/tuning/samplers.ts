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
} from "@kaviar/tune";
import { namedIn } from "./named-in.ts";

/** Every sampler that works as it is, under the name it has in code. */
const samplers: Readonly<Record<string, () => Sampler>> = {
  auto,
  tpe,
  gp,
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
};

/** The sampler of that name: `tpe`, `quasiRandom` or `quasi-random`. */
export const samplerNamed = (name: string): Sampler => namedIn(samplers, name, "--sampler")();
