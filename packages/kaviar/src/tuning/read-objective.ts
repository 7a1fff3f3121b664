import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Space } from "@kaviar/tune";
import { importExports } from "../command/import-exports.ts";
import { UsageError } from "../command/usage-error.ts";
import { readTuneOptions, type TuneOptions } from "./tune-options.ts";

/** What a module says of its study; the objective itself is imported by the workers. */
export interface ObjectiveModule {
  readonly url: URL;
  /** Undefined: the objective asks by name, as it runs. */
  readonly space: Space | undefined;
  readonly options: TuneOptions;
}

/** Reads `space` and `options` of an objective's module, and that there is an objective. */
export const readObjective = async (file: string): Promise<ObjectiveModule> => {
  const path = resolve(file);
  if (!existsSync(path) || !statSync(path).isFile())
    throw new UsageError(
      `There is no file ${file} in ${process.cwd()}.`,
      "A command that prints its value stands behind two hyphens: kaviar tune --space space.json -- python3 train.py.",
    );
  const url = pathToFileURL(path);
  const exports = await importExports(url, file);
  const { default: objective, space, options, ...others } = exports;
  if (typeof objective !== "function")
    throw new UsageError(
      `The default export of ${file} must be the objective, a function; it is ${objective === undefined ? "missing" : `of type ${typeof objective}`}${Object.keys(others).length > 0 ? ` (and exports ${Object.keys(others).join(", ")})` : ""}.`,
      "Write `export default async (params, trial) => …`.",
    );
  if (space !== undefined && (typeof space !== "object" || space === null))
    throw new UsageError(`\`space\` of ${file} must be a record of parameters: got ${String(space)}.`);
  return { url, space: space as Space | undefined, options: readTuneOptions(options, file) };
};
