import { optionsThrowing } from "@kaviar/base/check";
import { TuneError } from "./error.ts";

/** The makers of tables of options in this package: a misspelt limit would be no limit at all. */
export const { options, optionsOf, tables } = optionsThrowing(
  (evidence, remedy, { isUnknownName }) =>
    new TuneError(isUnknownName ? "unknown-option" : "bad-options", evidence, { remedy }),
);
