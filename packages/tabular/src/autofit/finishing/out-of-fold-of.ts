import { shares, weightedMean } from "../../ensembles/contract/weighted-mean.ts";
import { readHeldOut } from "../../search/held-out.ts";
import type { Ensemble } from "../result.ts";

/** What these candidates said together of rows held out, by what the search has kept. */
export const outOfFoldOf = async (members: Ensemble["members"], folder: string): Promise<Float64Array | undefined> => {
  const all: Float64Array[] = [];
  for (const { candidate } of members) {
    const said = await readHeldOut(folder, candidate.trial);
    if (!said) return undefined;
    all.push(said);
  }
  return weightedMean(all, shares(members.map(({ weight }) => weight)));
};
