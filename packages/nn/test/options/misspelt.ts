/**
 * What there is to say of a function and options that it does not have: that it takes none, or a call of it with such an
 * option among those it has, `(odd) => huber({ delta: 2, ...odd })`. The call must be refused.
 */
export type Misspelt = "takes no options" | "to be filled in" | ((odd: never) => unknown);

/** One for each function that a folder of the package exports: leaving one out does not compile. */
export type MisspeltCalls<Exports> = {
  readonly [Name in keyof Exports as Exports[Name] extends (...given: never[]) => unknown ? Name : never]: Misspelt;
};
