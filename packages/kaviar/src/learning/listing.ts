import { fold, type Style, wrap } from "@kaviar/base/text";
import { type Kind, tables } from "./kinds.ts";
import type { Topic } from "./topic.ts";

/** Everything that can be explained, under the names of the tables. */
export const listing = (
  all: readonly Topic[],
  { columns, style }: { readonly columns: number; readonly style: Style },
): string[] => [
  ...fold("kaviar explain TOPIC says what it is, and shows it.", columns),
  ...fold("The name of a table, such as activations, compares.", columns),
  ...(Object.keys(tables) as Kind[]).flatMap((kind) => {
    const keys = all.filter((topic) => topic.kind === kind).map(({ key }) => key);
    return [
      "",
      `${style.bold(style.cyan(tables[kind]))} ${style.dim(`(${keys.length})`)}`,
      ...wrap(keys, columns - 2, Infinity).map((line) => `  ${line}`),
    ];
  }),
];
