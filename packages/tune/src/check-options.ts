import { shown } from "@kaviar/base/error";
import { TuneError } from "./error.ts";

/** Options are a record, and have no name that means nothing: a misspelt limit would be no limit at all. */
export const checkOptions = <O extends object>(
  what: string,
  options: O,
  known: Readonly<Record<keyof O, true>>,
): void => {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new TuneError("bad-options", `The options of ${what} are a record, got ${shown(options)}.`);
  const odd = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (odd !== undefined)
    throw new TuneError(
      "unknown-option",
      `The options of ${what} are ${Object.keys(known).join(", ")}; got \`${odd}\`.`,
    );
};
