import type * as tune from "@kaviar/tune";
import { UsageError } from "../command/usage-error.ts";
import type { Call } from "./call.ts";

/** The names of all exports of @kaviar/tune that make such a thing. A table over them forgets none: it would not compile. */
export type NamesOf<Made> = {
  [Name in keyof typeof tune]: (typeof tune)[Name] extends (...given: never) => infer Returned
    ? Returned extends Made
      ? Name
      : never
    : never;
}[keyof typeof tune];

/** Makes what stands behind a name on the command line. Options are checked by the table that the maker reads them with. */
export type Make<T> = (call: Call) => T;

/** The rule for all that take nothing but options. */
export const byOptions =
  <T>(make: (options: never) => T): Make<T> =>
  ({ name, values, options }) => {
    if (values.length > 0)
      throw new UsageError(
        `${name} takes options by name: got ${JSON.stringify(values[0])} without one.`,
        `Which there are: kaviar explain ${name}`,
      );
    return make(options as never);
  };
