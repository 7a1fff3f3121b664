import {
  asha,
  bohb,
  diverging,
  hyperband,
  median,
  type Pruner,
  patient,
  percentile,
  plateau,
  successiveHalving,
  threshold,
  wilcoxon,
} from "@kaviar/tune";
import { UsageError } from "../command/usage-error.ts";
import { byOptions, type Make, type NamesOf } from "./made-by-name.ts";
import { namedIn } from "./named-in.ts";

type PrunerName = NamesOf<Pruner | { readonly pruner: Pruner }>;

/** Every pruner under the name it has in code, made as it is there. */
const pruners: Readonly<Record<PrunerName, Make<Pruner>>> = {
  asha: byOptions(asha),
  bohb: byOptions((options) => bohb(options).pruner),
  hyperband: byOptions(hyperband),
  median: byOptions(median),
  successiveHalving: byOptions(successiveHalving),
  wilcoxon: byOptions(wilcoxon),
  plateau: byOptions(plateau),
  diverging: byOptions(diverging),
  threshold: byOptions(threshold),
  percentile: ({ values, options }) => {
    const [percent] = values;
    if (values.length !== 1 || typeof percent !== "number")
      throw new UsageError(
        `percentile takes its percentage first: got ${shownValues(values)}.`,
        "Such as --pruner 'percentile(25)'; `median` is the one of 50.",
      );
    return percentile(percent, options as never);
  },
  patient: ({ values, options }) => {
    const [inner] = values;
    if (values.length > 1 || (inner !== undefined && typeof inner !== "string"))
      throw new UsageError(
        `patient takes the pruner that it is patient with: got ${shownValues(values)}.`,
        "Such as --pruner 'patient(median, patience=3)'; without one it stops a trial by itself.",
      );
    if (options.patience === undefined)
      throw new UsageError(
        "patient needs the option `patience`: how many steps may pass without a better value.",
        `Such as --pruner 'patient(${inner === undefined ? "" : `${inner}, `}patience=3)'.`,
      );
    return patient(inner === undefined ? undefined : prunerNamed(inner), options as never);
  },
};

const shownValues = (values: readonly unknown[]): string =>
  values.length === 0 ? "none" : values.map((value) => JSON.stringify(value)).join(", ");

/** The pruner of a text: `asha`, `successive-halving`, `asha(reductionFactor=3)`, `patient(median, patience=3)`. */
export const prunerNamed = (text: string): Pruner => namedIn(pruners, text, "pruner");
