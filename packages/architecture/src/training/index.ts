import type { AnyTraining } from "../contract/architecture.ts";
import type { Kind } from "../contract/facts.ts";
import { imageTraining } from "./image.ts";
import { plainTraining } from "./plain-training.ts";
import { tableTraining } from "./table.ts";

/** How networks of each kind are trained. */
export const trainings = {
  image: imageTraining,
  sequence: plainTraining<"sequence">(),
  text: plainTraining<"text">(),
  table: tableTraining,
} satisfies { readonly [K in Kind]: AnyTraining };
