import { optionsThrowing } from "@kaviar/base/check";
import { ArchitectureError } from "./error.ts";

/** The makers of tables of options in this package. */
export const { argument, options, optionsOf, tables } = optionsThrowing(
  (evidence, remedy) => new ArchitectureError("options", evidence, { remedy }),
);
