import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { messageOf } from "../evaluation/message-of.ts";
import type { Complaint } from "./complaint.ts";
import { importModule } from "./import-module.ts";

type Imported = (...args: unknown[]) => unknown;

/** The default export of an objective's module, or what is wrong with it. */
export const importObjective = async (url: string): Promise<Imported | Complaint> => {
  const path = fileURLToPath(url);
  if (!existsSync(path))
    return {
      code: "objective-not-found",
      evidence: `The objective must be a module that exists: there is no file ${path}.`,
      remedy: 'A path beside your script is `new URL("./objective.ts", import.meta.url)`.',
    };
  let exports: { readonly default?: unknown };
  try {
    exports = await importModule(url);
  } catch (error) {
    return {
      code: "objective-broken",
      evidence: `The objective's module must import without an error; ${path} threw ${messageOf(error)}${placeOf(error)}`,
    };
  }
  const outer = Object.hasOwn(exports, "default") ? exports.default : undefined;
  // A CommonJS module's own default is one level down.
  const objective = typeof outer === "object" && outer !== null && "default" in outer ? outer.default : outer;
  if (typeof objective === "function") return objective as Imported;
  return {
    code: "no-objective",
    evidence: `The objective's module must have a function as its default export; ${path} has ${objective === undefined ? `none (it exports ${Object.keys(exports).join(", ") || "nothing"})` : `one of type ${typeof objective}`}.`,
    remedy: "Write `export default async (params, trial) => …`.",
  };
};

/** Where it was thrown: the first line of the stack outside Node and loaders. */
const placeOf = (error: unknown): string => {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const line = stack.split("\n").find((each) => /^\s+at /.test(each) && !/node:|node_modules/.test(each));
  return line === undefined ? "." : ` (${line.trim().replace("file://", "")}).`;
};
