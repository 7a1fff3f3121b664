import { existsSync, readFileSync } from "node:fs";
import { didYouMean } from "@kaviar/base/check";
import { renderError } from "@kaviar/base/error";
import {
  array,
  bool,
  type Choice,
  choice,
  compileSpace,
  float,
  int,
  log,
  oneMinusLog,
  ordinal,
  type Parameter,
  permutation,
  type Space,
  type SpaceItem,
} from "@kaviar/tune";
import { UsageError } from "../command/usage-error.ts";

type Written = Readonly<Record<string, unknown>>;

interface Kind {
  /** What may stand beside it. */
  readonly options: readonly string[];
  /** What has to stand under its name. */
  readonly law: string;
  fits(first: unknown): boolean;
  read(first: never, options: never, path: string): Parameter<unknown>;
}

const isList = (first: unknown): boolean => Array.isArray(first);
const isRange = (first: unknown): boolean => Array.isArray(first) && first.length === 2;
const isRecord = (first: unknown): boolean => typeof first === "object" && first !== null && !Array.isArray(first);

type Range = readonly [low: number, high: number];

/** How each kind of parameter is written: under its own name what stands first in code, beside it the options. */
const kinds: Readonly<Record<string, Kind>> = {
  float: {
    options: ["scale", "log", "step", "tag"],
    law: "[low, high]",
    fits: isRange,
    read: ([low, high]: Range, options: object) => float(low, high, options),
  },
  log: {
    options: ["tag"],
    law: "[low, high]",
    fits: isRange,
    read: ([low, high]: Range, options: object) => log(low, high, options),
  },
  oneMinusLog: {
    options: ["tag"],
    law: "[low, high]",
    fits: isRange,
    read: ([low, high]: Range, options: object) => oneMinusLog(low, high, options),
  },
  int: {
    options: ["log", "step", "tag"],
    law: "[low, high]",
    fits: isRange,
    read: ([low, high]: Range, options: object) => int(low, high, options),
  },
  bool: {
    options: ["tag"],
    law: "true",
    fits: (first) => first === true,
    read: (_: true, options: object) => bool(options),
  },
  choice: {
    options: ["tag"],
    law: "[values] or {name: {its parameters}}",
    fits: (first) => isList(first) || isRecord(first),
    read: (given: Choice[] | Written, options: object, path: string) =>
      Array.isArray(given) ? choice(given, options) : choice(branches(given, path), options),
  },
  ordinal: {
    options: ["tag"],
    law: "[values]",
    fits: isList,
    read: (values: Choice[], options: object) => ordinal(values, options),
  },
  permutation: {
    options: [],
    law: "[values]",
    fits: isList,
    read: (values: Choice[]) => permutation(values),
  },
  array: {
    options: ["length", "min", "max"],
    law: "what each item is",
    fits: (first) => first !== undefined,
    read: (given: unknown, { length, min, max }: Record<"length" | "min" | "max", number>, path: string) =>
      array(item(given, `${path}.0`), length ?? { min, max }),
  },
};

const branches = (given: Written, path: string): Record<string, Space> =>
  Object.fromEntries(Object.entries(given).map(([name, inner]) => [name, record(inner, `${path}.${name}`)]));

/**
 * A space written as JSON, the way it is written in code:
 *
 * ```json
 * { "rate": { "log": [1e-5, 1] }, "units": { "int": [8, 512], "log": true }, "batch": { "choice": [16, 32] },
 *   "optimizer": { "choice": { "sgd": { "nesterov": { "bool": true } }, "adam": { "beta2": { "oneMinusLog": [0.9, 0.9999] } } } } }
 * ```
 * Anything else is a constant or a record of its own; the plain data of a space (`JSON.stringify(space)`) is one too.
 */
export const spaceOf = (written: unknown): Space => {
  const space = record(written, "");
  compileSpace(space);
  return space;
};

export const readSpaceFile = (file: string): Space => {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file} in ${process.cwd()}.`);
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} must be JSON: ${(error as Error).message}.`);
  }
  try {
    return spaceOf(written);
  } catch (error) {
    const { evidence, remedy } = renderError(error);
    throw new UsageError(`${file} is no space: ${evidence}`, remedy);
  }
};

const record = (written: unknown, path: string): Space => {
  if (typeof written !== "object" || written === null || Array.isArray(written))
    throw new UsageError(`${path || "A space"} must be a record of parameters: got ${JSON.stringify(written)}.`);
  return Object.fromEntries(
    Object.entries(written).map(([name, inner]) => [name, item(inner, path === "" ? name : `${path}.${name}`)]),
  );
};

const item = (written: unknown, path: string): SpaceItem => {
  if (Array.isArray(written))
    throw new UsageError(
      `${path} must say what its list is: got ${JSON.stringify(written)}.`,
      `For one of them: {"choice": ${JSON.stringify(written)}}.`,
    );
  if (typeof written !== "object" || written === null) return written as Choice;
  if ("parameter" in written) return written as SpaceItem;
  const name = Object.keys(written).find((each) => Object.hasOwn(kinds, each));
  if (name === undefined) return record(notMistyped(written as Written, path), path);
  const { [name]: first, ...options } = written as Written;
  const kind = kinds[name]!;
  if (!kind.fits(first))
    throw new UsageError(`${path} must be {"${name}": ${kind.law}}: got ${JSON.stringify(written)}.`);
  const odd = Object.keys(options).find((each) => !kind.options.includes(each));
  if (odd !== undefined)
    throw new UsageError(
      `${path} has an option that ${name} does not take: "${odd}".`,
      didYouMean(odd, kind.options, `It takes ${kind.options.join(", ") || "none"}.`),
    );
  return kind.read(first as never, options as never, path);
};

/** {"flaot": [0, 1]} is no record: what holds a bare list was meant to be a parameter. */
const notMistyped = (written: Written, path: string): Written => {
  const odd = Object.entries(written).find(([, inner]) => Array.isArray(inner))?.[0];
  if (odd === undefined) return written;
  const names = Object.keys(kinds);
  throw new UsageError(
    `${path} has no kind of parameter "${odd}".`,
    didYouMean(odd, names, `There are ${names.join(", ")}.`),
  );
};
