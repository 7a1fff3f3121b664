import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { messageOf } from "../study/message-of.ts";
import type { Complaint } from "./protocol.ts";

type Imported = (...args: unknown[]) => unknown;

/** Node found TypeScript where it reads none, or not all of it. */
const needsLoader = new Set(["ERR_UNKNOWN_FILE_EXTENSION", "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX"]);
/** Node wants imports with extensions. */
const needsResolver = new Set(["ERR_MODULE_NOT_FOUND", "ERR_UNSUPPORTED_DIR_IMPORT"]);

/** Whether an import failed, before any line of the module ran, for what a loader of TypeScript may well understand. */
const mayLoad = (url: string, error: { readonly code?: string }): boolean => {
  if (needsLoader.has(error.code ?? "")) return true;
  // A type that is imported without saying so is, to Node, an export that is missing: a SyntaxError.
  return /\.[cm]?ts$/.test(url) && (needsResolver.has(error.code ?? "") || error instanceof SyntaxError);
};

/**
 * The default export of an objective's module. Node imports it, by itself or with the loader the study was started with;
 * where it cannot read TypeScript, jiti does: it has no dependencies, needs no compiled binary, and adds 50 ms to a
 * worker's start where tsx adds 150.
 */
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
    exports = (await import(url).catch((error: { code?: string }) => {
      if (!mayLoad(url, error)) throw error;
      return importTypeScript(url);
    })) as typeof exports;
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

const importTypeScript = async (url: string): Promise<unknown> => {
  const { createJiti } = await import("jiti");
  return createJiti(import.meta.url, { interopDefault: false }).import(url);
};

/** Where it was thrown: the first line of the stack outside Node and loaders. */
const placeOf = (error: unknown): string => {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const line = stack.split("\n").find((each) => /^\s+at /.test(each) && !/node:|node_modules/.test(each));
  return line === undefined ? "." : ` (${line.trim().replace("file://", "")}).`;
};
