import { shown } from "../error/shown.ts";
import { didYouMean } from "./closest.ts";
import type { Law } from "./law.ts";

/** The options of a function, by name. */
export type OptionTable = Readonly<Record<string, Law<unknown>>>;

type ValueOf<L> = L extends Law<infer T> ? T : never;
type Flat<T> = { [K in keyof T]: T[K] };

/** The options as a caller gives them. */
type Given<T extends OptionTable> = Flat<
  { readonly [K in keyof T as T[K] extends Law<unknown, "required"> ? K : never]: ValueOf<T[K]> } & {
    readonly [K in keyof T as T[K] extends Law<unknown, "required"> ? never : K]?: ValueOf<T[K]>;
  }
>;

/** The options as the function sees them: what has a default is there. */
type Filled<T extends OptionTable> = Flat<
  { readonly [K in keyof T as T[K] extends Law<unknown, "optional"> ? never : K]: ValueOf<T[K]> } & {
    readonly [K in keyof T as T[K] extends Law<unknown, "optional"> ? K : never]?: ValueOf<T[K]>;
  }
>;

/** A law for each option of a type that is written by hand. */
type TableOver<O> = { readonly [K in keyof O]-?: Law<Exclude<O[K], undefined>> };

/** Those options as the function sees them: what has a default in the table is there. */
type FilledOver<O, T> = Flat<
  {
    readonly [K in keyof O as K extends keyof T ? (T[K] extends Law<unknown, "filled"> ? never : K) : K]: O[K];
  } & {
    readonly [K in keyof O as K extends keyof T ? (T[K] extends Law<unknown, "filled"> ? K : never) : never]-?: Exclude<
      O[K],
      undefined
    >;
  }
>;

/** Checks options and fills in defaults. Carries its table, for whoever writes the options down. */
export interface OptionReader<In, Out> {
  (given: In | undefined): Out;
  readonly owner: string;
  readonly table: OptionTable;
}

/** The type of the options that a reader takes. */
export type OptionsOf<R> = R extends OptionReader<infer In, unknown> ? In : never;

/** Whose options were refused, what was given as such, and whether (and which) name was wrong rather than a value. */
interface RefusedCall {
  readonly owner: string;
  readonly given: unknown;
  readonly isUnknownName: boolean;
  /** The name that is none of its options, where it was that. */
  readonly name?: string;
  /** The names of its options, where it is no value of one that was refused. */
  readonly names?: readonly string[];
  /** What was refused is an argument by itself. */
  readonly isArgument?: boolean;
}

/** Makes the error of a package. */
export type OptionFailure = (evidence: string, remedy: string | undefined, call: RefusedCall) => Error;

const inWords = (names: readonly string[]): string =>
  names.length === 0 ? "It takes none." : `It has ${names.map((name) => `\`${name}\``).join(", ")}.`;

/** What a table comes down to when it is read. */
interface Prepared {
  readonly laws: readonly (readonly [string, Law<unknown>])[];
  readonly names: readonly string[];
  /** What a call without options gets, the same record each time; none where an option is required. */
  readonly defaults: Readonly<Record<string, unknown>> | undefined;
}

const prepare = (table: OptionTable): Prepared => {
  const laws = Object.entries(table);
  const filled = laws.flatMap(([name, { presence, otherwise }]) => (presence === "filled" ? [[name, otherwise]] : []));
  const isComplete = laws.every(([, { presence }]) => presence !== "required");
  const defaults = isComplete ? Object.freeze(Object.fromEntries(filled)) : undefined;
  return { laws, names: laws.map(([name]) => name), defaults };
};

/**
 * The makers of option tables of a package. One table a function: the options' type comes from it, an option that is
 * not in it is refused, and so is a value that breaks its law.
 *
 * ```ts
 * const { options } = optionsThrowing((evidence, remedy) => new ModelError("options", evidence, { remedy }));
 * const read = options("huber", { delta: positive.default(1) });
 * read({ delta: 2 }).delta;                               // 2
 * read({ detla: 2 });                                     // huber has no option `detla`. Did you mean `delta`?
 * ```
 * An option that is `undefined` counts as left out.
 */
export const optionsThrowing = (failure: OptionFailure) => {
  const tables = new Map<string, OptionTable>();
  const reader = (owner: string, table: OptionTable) => {
    tables.set(owner, table);
    let prepared: Prepared | undefined;
    const read = (given: unknown): unknown => {
      // At the first call: a package has a hundred tables, and a program calls a few of its functions.
      prepared ??= prepare(table);
      const { laws, names, defaults } = prepared;
      if (given === undefined && defaults) return defaults;
      if (given === undefined) given = {};
      if (typeof given !== "object" || given === null || Array.isArray(given))
        throw failure(`${owner} takes a record of options: got ${shown(given)}.`, inWords(names), {
          owner,
          given,
          isUnknownName: false,
          names,
        });
      const values = given as Readonly<Record<string, unknown>>;
      for (const name of Object.keys(values))
        if (!Object.hasOwn(table, name))
          throw failure(
            `${owner} has no option \`${name}\`.`,
            didYouMean(name, names, inWords(names), (near) => `\`${near}\``),
            { owner, given, isUnknownName: true, name, names },
          );
      const filled: Record<string, unknown> = {};
      for (const [name, { says, holds, advice, presence, otherwise }] of laws) {
        const value = values[name];
        if (value === undefined) {
          if (presence === "required")
            throw failure(`${owner} needs the option \`${name}\`: it must be ${says}.`, advice, {
              owner,
              given,
              isUnknownName: false,
            });
          if (presence === "filled") filled[name] = otherwise;
        } else if (holds(value)) filled[name] = value;
        else
          throw failure(`\`${name}\` of ${owner} must be ${says}: got ${shown(value)}.`, advice, {
            owner,
            given,
            isUnknownName: false,
          });
      }
      return filled;
    };
    return Object.assign(read, { owner, table });
  };
  return {
    /** Every table made so far, by the function whose options it holds: for whoever writes them down. */
    tables: tables as ReadonlyMap<string, OptionTable>,
    /** The law of an argument that is no option: `checkUnits(3)` of `argument("dense", "units", whole(1))`. */
    argument:
      <T>(owner: string, name: string, { says, holds, advice }: Law<T>) =>
      (given: T): T => {
        if (holds(given)) return given;
        throw failure(`\`${name}\` of ${owner} must be ${says}: got ${shown(given)}.`, advice, {
          owner,
          given,
          isUnknownName: false,
          isArgument: true,
        });
      },
    /** The table is the type. */
    options: <const T extends OptionTable>(owner: string, table: T) =>
      reader(owner, table) as OptionReader<Given<T>, Filled<T>>,
    /** A type that is written by hand, and a table which the compiler holds to be total over it. */
    optionsOf:
      <O extends object>() =>
      <const T extends TableOver<O>>(
        owner: string,
        table: T & { readonly [K in Exclude<keyof T, keyof O>]: never },
      ): OptionReader<O, FilledOver<O, T>> =>
        reader(owner, table as unknown as OptionTable) as unknown as OptionReader<O, FilledOver<O, T>>,
  };
};
