import { shares, weightedMean } from "../../ensembles/contract/weighted-mean.ts";
import type { HeldOut } from "../../search/held-out.ts";
import type { Ensemble } from "../result.ts";

/** What these candidates said together of rows held out, by what the search has kept. */
export const outOfFoldOf = async (
  members: Ensemble["members"],
  heldOut: HeldOut,
): Promise<Float64Array | undefined> => {
  const all: Float64Array[] = [];
  for (const { candidate } of members) {
    const said = await heldOut(candidate.trial);
    if (!said) return undefined;
    all.push(said);
  }
  return weightedMean(all, shares(members.map(({ weight }) => weight)));
};
