import type { HalvingChoices } from "./choices.ts";
import { raiseMany } from "./raise-many.ts";
import { raiseOne } from "./raise-one.ts";
import type { HalvingView } from "./run-view.ts";

/** Raises runs in the way that is chosen. */
export const raise = (chosen: HalvingChoices): AsyncIterable<() => HalvingView> =>
  chosen.way === "panda" ? raiseOne() : raiseMany(chosen);
