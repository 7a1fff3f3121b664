import { shown } from "@kaviar/base/error";
import * as nn from "@kaviar/nn";
import { isModel, isPipeline, isStep } from "../../contract/chain.ts";
import { TableError } from "../../error.ts";
import { after, braces, type Code, call, list } from "./code.ts";
import type { Imports } from "./imports.ts";
import { partCode } from "./part.ts";

/** TypeScript of what an option holds. Names of other modules that it needs are added to the imports. */
export const valueCode = (value: unknown, imports: Imports): Code => {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "boolean" || value === null) return String(value);
  if (isStep(value) || isModel(value)) return partCode(value, imports);
  if (isPipeline(value)) return chainCode([...value.steps, ...(value.model ? [value.model] : [])], imports);
  if (typeof value === "function") return metricCode(value, imports);
  if (Array.isArray(value)) return list(value.map((item) => valueCode(item, imports)));
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return list(Array.from(value as unknown as ArrayLike<number>, (item) => valueCode(item, imports)));
  if (typeof value === "object") return recordCode(value as Readonly<Record<string, unknown>>, imports);
  throw new TableError("export", `Options are written as code where they are data: one is ${shown(value)}.`);
};

/** A call of `pipeline`. */
export const chainCode = (parts: readonly unknown[], imports: Imports): Code => {
  imports.add("@kaviar/tabular", "pipeline");
  return call("pipeline", ...parts.map((part) => valueCode(part, imports)));
};

/** A record; what is undefined is left out. */
export const recordCode = (values: Readonly<Record<string, unknown>>, imports: Imports): Code =>
  braces(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => after(`${keyOf(name)}: `, valueCode(value, imports))),
  );

/** A name as it stands in a record: `__proto__` would not be one of its names. */
export const keyOf = (name: string): string => {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
};

/** The name of a metric of nn. */
export const metricCode = (metric: object, imports: Imports): Code => {
  const found = Object.entries(nn).find(([, exported]) => exported === metric);
  if (found && "better" in metric) {
    imports.add("@kaviar/nn", found[0]);
    return found[0];
  }
  throw new TableError("export", "A function of your own cannot be written as code: only metrics of nn have a name.", {
    remedy: "Choose columns by names or types in the place of a function.",
  });
};
