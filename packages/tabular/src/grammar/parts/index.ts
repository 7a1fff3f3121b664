import type { PartRule } from "../grammar.ts";
import { linearModels } from "./linear-models.ts";
import { nearAndNaive } from "./near-and-naive.ts";
import { preparing } from "./preparing.ts";
import { scalers } from "./scalers.ts";
import { selectors } from "./selectors.ts";
import { transformers } from "./transformers.ts";
import { treesAndNetworks } from "./trees-and-networks.ts";

/** All parts that a grammar has unless said. */
export const defaultParts: Readonly<Record<string, PartRule>> = {
  ...preparing,
  ...scalers,
  ...selectors,
  ...transformers,
  ...linearModels,
  ...nearAndNaive,
  ...treesAndNetworks,
};
