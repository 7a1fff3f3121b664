import { didYouMean } from "@kaviar/base/check";
import { UsageError } from "../command/usage-error.ts";

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, "");

/** What a table holds under a name, whatever its hyphens and capitals. */
export const namedIn = <T>(table: Readonly<Record<string, T>>, name: string, option: string): T => {
  const names = Object.keys(table);
  const found = names.find((each) => plain(each) === plain(name));
  if (found !== undefined) return table[found]!;
  throw new UsageError(
    `${option} knows no "${name}": there are ${names.join(", ")}.`,
    didYouMean(name, names, "What each is for: the README of @kaviar/tune."),
  );
};
