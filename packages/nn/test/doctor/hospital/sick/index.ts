/** Runs with one disease each, every disease in two kinds of model and data at least. */
import type { Case } from "../case.ts";
import { batches } from "./batches.ts";
import { classes } from "./classes.ts";
import { fit } from "./fit.ts";
import { gradients } from "./gradients.ts";
import { inputs } from "./inputs.ts";
import { normalization } from "./normalization.ts";
import { rate } from "./rate.ts";
import { standstill } from "./standstill.ts";
import { units } from "./units.ts";

export const sickCases = (): readonly Case[] => [
  ...gradients(),
  ...rate(),
  ...units(),
  ...fit(),
  ...standstill(),
  ...batches(),
  ...classes(),
  ...inputs(),
  ...normalization(),
];
