import { optionsThrowing } from "@kaviar/base/check";
import { ModelError } from "./error.ts";
import { remedyOfArgument, remedyOfName, remedyOfRecord } from "./foreign-names.ts";

/**
 * Metrics and splits, which know no tensors, have options too, and a program may hold two copies of the package: so a
 * tensor is told by what it has.
 */
export const looksLikeTensor = (given: unknown): boolean =>
  typeof given === "object" && given !== null && "dtype" in given && "shape" in given;

/**
 * The makers of tables of options in this package. A tensor in the place of options means that a maker was passed where
 * what it makes was meant: `sequential(relu)` is right for a function of tensors, `dropout` has to be called first. Names
 * that other frameworks have for an option are answered with the one it has here.
 */
export const { argument, options, optionsOf, tables } = optionsThrowing((evidence, remedy, call) => {
  const { owner, given, name, names = [], isArgument } = call;
  if (looksLikeTensor(given))
    return new ModelError("layer", `${owner} takes options, and what it makes takes tensors: got a tensor.`, {
      remedy: `Call it: ${owner}(…), not ${owner}.`,
    });
  const better =
    name !== undefined
      ? remedyOfName(owner, name, names)
      : isArgument
        ? remedyOfArgument(given)
        : remedyOfRecord(owner, given, names);
  return new ModelError("options", evidence, { remedy: better ?? remedy });
});
