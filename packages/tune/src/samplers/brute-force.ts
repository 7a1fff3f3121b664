import type { Card } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { keyedRandom } from "@kaviar/base/random";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import { sizeOf } from "../space/domain.ts";
import type { FlatSpace } from "../space/flat-space.ts";
import { allValues, listed, listPoints } from "./contract/listed.ts";
import type { Sampler } from "./contract/sampler.ts";

const read = options("bruteForce", {});

/**
 * Every point of a finite space once, in an order of chance, then the study ends. Also define-by-run: branches are
 * listed as they come to light.
 *
 * ```ts
 * createStudy({ sampler: bruteForce() })
 * ```
 * Numbers without a step are refused; `grid({ resolution: 5 })` takes some of their values.
 */
export const bruteForce = (given: OptionsOf<typeof read> = {}): Sampler => {
  read(given);
  return {
    ...listed("bruteForce", (space, seed) => {
      checkFinite(space);
      const points = listPoints(space, allValues);
      return shuffle(points, keyedRandom(seed, 0, "brute-force"));
    }),
    check: ({ space }) => checkFinite(space ?? []),
  };
};

bruteForce.about = {
  name: "Brute force",
  formula: "every x of X₁ × … × X_d once, in random order",
  use: "finite spaces that are small enough to be tried whole",
  pitfall: "points multiply with each parameter; numbers without a step are refused",
  reference: "Bergstra & Bengio 2012, who say when it is not worth it",
  seeAlso: ["grid", "random"],
} satisfies Card;

const checkFinite = (space: FlatSpace): void => {
  const endless = space.find(({ domain }) => sizeOf(domain) === Infinity);
  if (endless !== undefined)
    throw new TuneError(
      "endless-space",
      `Brute force needs finitely many values: \`${endless.name}\` is a number without a step.`,
      { remedy: "Give it a `step`, or take `grid({ resolution: 5 })`." },
    );
};

/** Fisher & Yates. */
const shuffle = <T>(items: T[], random: () => number): T[] => {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
};
