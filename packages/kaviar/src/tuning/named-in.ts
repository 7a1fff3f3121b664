import { didYouMean } from "@kaviar/base/check";
import { UsageError } from "../command/usage-error.ts";
import type { Named } from "./names-of.ts";

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, "");

/** What a table holds under a name, whatever its hyphens and capitals. */
export const namedIn = <T>(table: Readonly<Record<string, Named<T>>>, name: string, option: string): (() => T) => {
  const [key, found] = Object.entries(table).find(([each]) => plain(each) === plain(name)) ?? [];
  if (typeof found === "function") return found;
  if (found !== undefined)
    throw new UsageError(
      `--${option} takes a name alone, and ${key} is more than that: ${found.unnamed}.`,
      `Make it in the module: \`export const options = { ${option}: ${key}(…) }\`.`,
    );
  const names = Object.keys(table).filter((each) => typeof table[each] === "function");
  throw new UsageError(
    `--${option} knows no "${name}": there are ${names.join(", ")}.`,
    didYouMean(name, names, "What each is for: the README of @kaviar/tune."),
  );
};
