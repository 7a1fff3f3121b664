import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { argument, options } from "../options.ts";
import type { Split } from "./contract/split.ts";

const checkTimes = argument("repeated", "times", whole(1));

const read = options("repeated", {
  /** Another one draws other rows. */
  seed: whole().default(0),
});

export type RepeatedOptions = OptionsOf<typeof read>;

/**
 * The same way of splitting several times, each from another seed.
 *
 * ```ts
 * repeated(3, (seed) => kFold(150, { folds: 5, seed }), { seed: 7 })   // 15 splits
 * ```
 */
export const repeated = withCard(
  (times: number, splits: (seed: number) => readonly Split[], given: RepeatedOptions = {}): Split[] => {
    const { seed } = read(given);
    checkTimes(times);
    // Seeds far apart, so that seed 1 twice is not seed 1 and seed 2.
    return Array.from({ length: times }, (_, i) => splits((seed + i * 0x9e3779b9) % 2 ** 32)).flat();
  },
  {
    about: {
      name: "Repeated splits",
      formula: "the same way of splitting from several seeds",
      use: "few rows: the mean over several draws varies less than one",
      pitfall: "the splits share rows, so their deviation understates how sure the mean is",
      reference: "Bengio & Grandvalet 2004",
      seeAlso: ["kFold", "stratifiedKFold"],
    },
  },
);
