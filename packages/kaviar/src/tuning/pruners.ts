import { asha, bohb, hyperband, median, type Pruner, successiveHalving, wilcoxon } from "@kaviar/tune";
import { namedIn } from "./named-in.ts";

/** Every pruner that works as it is, under the name it has in code. */
const pruners: Readonly<Record<string, () => Pruner>> = {
  asha,
  bohb: () => bohb().pruner,
  hyperband,
  median,
  successiveHalving,
  wilcoxon,
};

/** The pruner of that name: `asha`, `successiveHalving` or `successive-halving`. */
export const prunerNamed = (name: string): Pruner => namedIn(pruners, name, "--pruner")();
