import { optionsThrowing } from "@kaviar/base/check";
import { ModelError } from "./error.ts";
import { saidElsewhere } from "./foreign-names.ts";

/** Metrics and splits, which know no tensors, have options too: so a tensor is told by what it has. */
const isTensor = (given: unknown): boolean =>
  typeof given === "object" && given !== null && "dtype" in given && "shape" in given;

/**
 * The makers of tables of options in this package. A tensor in the place of options means that a maker was passed where
 * what it makes was meant: `sequential(relu)` is right for a function of tensors, `dropout` has to be called first.
 */
export const { argument, options, optionsOf, tables } = optionsThrowing(
  (evidence, remedy, { owner, given, unknownName }) =>
    isTensor(given)
      ? new ModelError("layer", `${owner} takes options, and what it makes takes tensors: got a tensor.`, {
          remedy: `Call it: ${owner}(…), not ${owner}.`,
        })
      : new ModelError("options", evidence, { remedy: (unknownName && saidElsewhere(unknownName)) ?? remedy }),
);
