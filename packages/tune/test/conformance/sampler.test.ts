import * as tune from "@kaviar/tune";
import { describe, test } from "vitest";
import { samplerConformance } from "../../src/conformance.ts";

/** The names of all functions of the package that make a sampler. */
type SamplerName = {
  [Name in keyof typeof tune]: (typeof tune)[Name] extends (...given: never[]) => infer Made
    ? tune.Sampler extends Made
      ? Name
      : never
    : never;
}[keyof typeof tune];

const samplers: Record<SamplerName, () => tune.Sampler> = {
  auto: () => tune.auto(),
  bruteForce: () => tune.bruteForce(),
  cmaes: () => tune.cmaes(),
  coarseToFine: () => tune.coarseToFine(),
  fixed: () => tune.fixed(tune.tpe(), {}),
  gp: () => tune.gp(),
  grid: () => tune.grid({ resolution: 7 }),
  hypergradient: () => tune.hypergradient(),
  nsga2: () => tune.nsga2(),
  nsga3: () => tune.nsga3(),
  populationBased: () => tune.populationBased(),
  quasiRandom: () => tune.quasiRandom(),
  random: () => tune.random(),
  tpe: () => tune.tpe(),
  trustRegion: () => tune.trustRegion(),
};

/** Cases that a sampler is not made for, and why. */
const exempt: Readonly<Record<string, string>> = {
  hypergradient: "its objectives have to tell derivatives",
  "populationBased: asks no point of a finite space twice, and ends with its last one":
    "a member trains on with the same parameters",
  "populationBased: asks every point that define-by-run objectives show once, whatever depends on what, and ends with the last one":
    "a member trains on with the same parameters",
  "populationBased: gives ten that run at once different points": "a member trains on with the same parameters",
};

console.log(
  `Left out: ${Object.entries(exempt)
    .map(([cases, why]) => `${cases}, since ${why}`)
    .join("; ")}.`,
);

for (const [name, make] of Object.entries(samplers))
  describe(`${name} as a sampler`, () => {
    for (const { name: law, run } of samplerConformance)
      test.skipIf(name in exempt || `${name}: ${law}` in exempt)(law, () => run(make));
  });
