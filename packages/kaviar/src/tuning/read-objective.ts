import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { renderError } from "@kaviar/base/error";
import { oneLine } from "@kaviar/base/text";
import { importModule, type Space } from "@kaviar/tune";
import { CommandError } from "../command/command-error.ts";
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
  const exports = await importAny(url, file);
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

type Exports = Readonly<Record<string, unknown>>;

const importAny = async (url: URL, file: string): Promise<Exports> => {
  try {
    const exports: Exports = await importModule(url.href);
    // The exports of a CommonJS module are the default export of its import.
    const { default: outer } = exports;
    return typeof outer === "object" && outer !== null && "default" in outer ? (outer as Exports) : exports;
  } catch (error) {
    const { evidence, remedy } = renderError(error);
    const name = error instanceof Error ? error.name : "a value";
    const law = `${file} must import without an error; it threw ${name}: ${oneLine(evidence)}`;
    throw new CommandError("module-throws", law, { remedy, cause: error });
  }
};
