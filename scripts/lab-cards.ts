import { topics } from "../packages/kaviar/src/learning/topics.ts";
import type { LabCard } from "../packages/ui/page/lab/card/cards.ts";

/** The cards of the laboratory: what `kaviar explain` has, but for how functions are called. */
export const labCards = async (): Promise<readonly LabCard[]> =>
  (await topics())
    .filter(({ kind }) => kind !== "function")
    .map(({ key, kind, name, formula, range, meaning, use, pitfall, reference, remedies, seeAlso }) => ({
      key,
      kind,
      name,
      formula,
      ...(range !== undefined && { range }),
      ...(meaning !== undefined && { meaning }),
      use,
      pitfall,
      reference,
      ...(remedies !== undefined && { remedies }),
      seeAlso,
    }));
