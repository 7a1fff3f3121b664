/**
 * What the value of an option must be, and what stands in where it is left out. The value's type is carried for the
 * compiler alone.
 */
export interface Law<T, Presence extends "required" | "optional" | "filled" = "required" | "optional" | "filled"> {
  /** Ends the sentence "`rate` of adam must be …". */
  readonly says: string;
  readonly holds: (value: unknown) => boolean;
  /** What the error about a value that breaks the law advises: its remedy. */
  readonly advice?: string | undefined;
  readonly presence: Presence;
  /** What stands in, where the presence is `filled`. */
  readonly otherwise?: T | undefined;
}

/** A law as it is first written: the option is required until said otherwise. */
export interface RequiredLaw<T> extends Law<T, "required"> {
  /** The same law with advice for this one option: `notNegative.remedy("0 turns it off.").default(0)`. */
  remedy(advice: string): RequiredLaw<T>;
  /** May be left out; then this stands in. */
  default(value: T): Law<T, "filled">;
  /** May be left out; then it is absent. */
  optional(): Law<T, "optional">;
}

/**
 * A law in words and as a predicate, for what none of the named ones says.
 *
 * ```ts
 * const even = law<number>("an even number", (x) => typeof x === "number" && x % 2 === 0, "Round it.");
 * ```
 */
export const law = <T>(says: string, holds: (value: unknown) => boolean, advice?: string): RequiredLaw<T> => {
  const own = { says, holds, advice };
  return {
    ...own,
    presence: "required",
    remedy: (advice) => law(says, holds, advice),
    default: (otherwise) => ({ ...own, presence: "filled", otherwise }),
    optional: () => ({ ...own, presence: "optional" }),
  };
};
