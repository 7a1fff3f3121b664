import type * as tune from "@kaviar/tune";

/** The names of all exports of @kaviar/tune that make such a thing. A table over them forgets none: it would not compile. */
export type NamesOf<Made> = {
  [Name in keyof typeof tune]: (typeof tune)[Name] extends (...given: never) => infer Returned
    ? Returned extends Made
      ? Name
      : never
    : never;
}[keyof typeof tune];

/** What stands behind a name on the command line; or why none does, since it takes more than a name to make it. */
export type Named<T> = (() => T) | { readonly unnamed: string };
