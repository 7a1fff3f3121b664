import { readHeldOut } from "../search/held-out.ts";
import { weightedMean } from "./choose-ensemble.ts";
import type { Ensemble } from "./result.ts";

/** What these candidates said together of rows held out, by what the search has kept. */
export const outOfFoldOf = async (members: Ensemble["members"], folder: string): Promise<Float64Array | undefined> => {
  const kept: { readonly said: Float64Array; readonly weight: number }[] = [];
  for (const { candidate, weight } of members) {
    const said = await readHeldOut(folder, candidate.trial);
    if (!said) return undefined;
    kept.push({ said, weight });
  }
  return weightedMean(kept);
};
