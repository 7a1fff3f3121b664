import { type Card, withCard } from "@kaviar/base/card";
import type { OptionReader } from "@kaviar/base/check";

/** A function that makes something of a definition and of options, with its card and its definition beside it. */
export const maker = <In, Out, Definition extends { readonly name: string }, Made>(
  read: OptionReader<In, Out>,
  about: Card,
  does: Omit<Definition, "name">,
  make: (definition: Definition, options: Out) => Made,
): ((given?: In) => Made) & { readonly about: Card; readonly definition: Definition } => {
  const definition = { name: read.owner, ...does } as Definition;
  return withCard((given?: In) => make(definition, read(given)), { about, definition });
};
