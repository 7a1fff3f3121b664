import { didYouMean } from "@kaviar/base/check";
import { UsageError } from "../command/usage-error.ts";
import { readCall } from "./call.ts";
import type { Make } from "./made-by-name.ts";

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, "");

/** What a table makes of a name, whatever its hyphens and capitals, and of the options in brackets behind it. */
export const namedIn = <T>(table: Readonly<Record<string, Make<T>>>, text: string, option: string): T => {
  const call = readCall(text, option);
  const [name, make] = Object.entries(table).find(([each]) => plain(each) === plain(call.name)) ?? [];
  if (name !== undefined) return make!({ ...call, name });
  const names = Object.keys(table);
  throw new UsageError(
    `--${option} knows no "${call.name}": there are ${names.join(", ")}.`,
    didYouMean(call.name, names, `What each is for: kaviar explain ${option}s`),
  );
};
