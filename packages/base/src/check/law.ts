/**
 * What the value of an option must be, and what stands in where it is left out. The value's type is carried for the
 * compiler alone.
 */
export interface Law<T, Presence extends "required" | "optional" | "filled" = "required" | "optional" | "filled"> {
  /** Ends the sentence "`rate` of adam must be …". */
  readonly says: string;
  readonly holds: (value: unknown) => boolean;
  readonly remedy?: string | undefined;
  readonly presence: Presence;
  /** What stands in, where the presence is `filled`. */
  readonly otherwise?: T | undefined;
}

/** A law as it is first written: the option is required until said otherwise. */
export interface RequiredLaw<T> extends Law<T, "required"> {
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
export const law = <T>(says: string, holds: (value: unknown) => boolean, remedy?: string): RequiredLaw<T> => {
  const own = { says, holds, remedy };
  return {
    ...own,
    presence: "required",
    default: (otherwise) => ({ ...own, presence: "filled", otherwise }),
    optional: () => ({ ...own, presence: "optional" }),
  };
};
