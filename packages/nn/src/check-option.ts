import { isTensor } from "@kaviar/tensor";
import { ModelError } from "./error.ts";

/** Refuses an option that breaks its law: `checkOption("huber", "delta > 0", delta, delta > 0)`. */
export const checkOption = (owner: string, law: string, got: unknown, holds: boolean, remedy?: string): void => {
  if (holds) return;
  if (isTensor(got)) {
    throw new ModelError("layer", `${owner} takes options, and what it makes takes tensors: got a tensor.`, {
      remedy: `Call it: ${owner}(…), not ${owner}.`,
    });
  }
  const shown = typeof got === "number" || typeof got === "function" ? String(got) : JSON.stringify(got);
  throw new ModelError("options", `${owner} needs ${law}: got ${shown}.`, remedy ? { remedy } : {});
};
