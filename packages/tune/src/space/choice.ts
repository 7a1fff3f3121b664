import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import type { CategoricalDomain, Choice } from "./dimension.ts";
import { parameterOf } from "./float.ts";
import type { Parameter, Space, ValuesOf } from "./parameter.ts";
import { type TagOptions, tagOptions } from "./tag.ts";

/** Checked choices. */
export const categoricalDomain = (choices: readonly Choice[], ordered = false): CategoricalDomain => {
  if (!Array.isArray(choices))
    throw new TuneError("bad-choice", `Choices are an array of values: got ${shown(choices)}.`);
  if (choices.length === 0) throw new TuneError("no-choices", "A choice needs at least one value: got none.");
  const odd = choices.find(
    (choice) => !["string", "boolean"].includes(typeof choice) && choice !== null && !Number.isFinite(choice),
  );
  if (odd !== undefined)
    throw new TuneError(
      "bad-choice",
      `A choice must be a string, a finite number, a boolean or null: got ${String(odd)}.`,
      {
        remedy: "Choose among names, and look the thing itself up in the objective.",
      },
    );
  const twice = choices.find((choice, i) => choices.indexOf(choice) !== i);
  if (twice !== undefined)
    throw new TuneError("repeated-choice", `Choices must differ: got ${JSON.stringify(twice)} twice.`);
  return { kind: "categorical", choices: [...choices], ordered };
};

const readChoice = tagOptions("choice");
const readOrdinal = tagOptions("ordinal");
const readBool = tagOptions("bool");

/** One branch of a choice, as the objective sees it: its name as `kind`, and its own parameters. */
type Branch<B> = { [K in keyof B]: { kind: K } & ValuesOf<B[K]> }[keyof B];

/**
 * One of several values, or one of several branches, each with parameters of its own.
 *
 * ```ts
 * choice([16, 32, 64])               // 16 | 32 | 64
 * choice({ sgd: { nesterov: bool() }, adam: { beta2: oneMinusLog(0.9, 0.9999) } })
 *                                    // { kind: "sgd", nesterov } | { kind: "adam", beta2 }
 * ```
 * Values on a line, such as small < middle < large, learn faster as `ordinal`.
 */
export function choice<const C extends readonly Choice[]>(values: C, options?: TagOptions): Parameter<C[number]>;
export function choice<const B extends Readonly<Record<string, Space>>>(
  branches: B,
  options?: TagOptions,
): Parameter<Branch<B>>;
export function choice(
  options: readonly Choice[] | Readonly<Record<string, Space>>,
  given: TagOptions = {},
): Parameter<unknown> {
  const { tag } = readChoice(given);
  if (Array.isArray(options)) return parameterOf(categoricalDomain(options as readonly Choice[]), tag);
  const branches = options as Readonly<Record<string, Space>>;
  if (!isRecord(branches) || !Object.values(branches).every(isRecord))
    throw new TuneError(
      "bad-choice",
      `A choice is among an array of values, or a record of branches, each a record of parameters: got ${shown(options)}.`,
      { remedy: "A branch without parameters is `{}`." },
    );
  categoricalDomain(Object.keys(branches));
  return { parameter: { kind: "branches", branches, ...(tag && { tag }) } };
}

const isRecord = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * One of several values that lie on a line, from least to most.
 *
 * ```ts
 * ordinal(["small", "middle", "large"])
 * ```
 */
export const ordinal = <const C extends readonly Choice[]>(values: C, given: TagOptions = {}): Parameter<C[number]> =>
  parameterOf(categoricalDomain(values, true), readOrdinal(given).tag);

/**
 * True or false.
 *
 * ```ts
 * bool()
 * ```
 */
export const bool = (given: TagOptions = {}): Parameter<boolean> =>
  parameterOf(categoricalDomain([false, true]), readBool(given).tag);
