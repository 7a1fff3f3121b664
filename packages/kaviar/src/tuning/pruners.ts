import {
  asha,
  bohb,
  diverging,
  hyperband,
  median,
  type Pruner,
  plateau,
  successiveHalving,
  wilcoxon,
} from "@kaviar/tune";
import { namedIn } from "./named-in.ts";
import type { Named, NamesOf } from "./names-of.ts";

type PrunerName = NamesOf<Pruner | { readonly pruner: Pruner }>;

/** Every pruner under the name it has in code. */
const pruners: Readonly<Record<PrunerName, Named<Pruner>>> = {
  asha,
  bohb: () => bohb().pruner,
  hyperband,
  median,
  successiveHalving,
  wilcoxon,
  plateau,
  diverging,
  percentile: { unnamed: "it has to be told its percentage; `median` is the one of 50" },
  threshold: { unnamed: "it has to be told its bounds" },
  patient: { unnamed: "it has to be told which pruner it is patient with" },
};

/** The pruner of that name: `asha`, `successiveHalving` or `successive-halving`. */
export const prunerNamed = (name: string): Pruner => namedIn(pruners, name, "pruner")();
