import { type Card, withCard } from "@kaviar/base/card";
import type { OptionReader } from "@kaviar/base/check";
import type { Initializer } from "./initializer.ts";

/** A function that makes initializers; it and what it makes carry the same card. */
export const createInitializer = <In, Out>(
  about: Card,
  read: OptionReader<In, Out>,
  make: (options: Out) => (...args: Parameters<Initializer>) => ReturnType<Initializer>,
): ((options?: In) => Initializer) & { readonly about: Card } =>
  withCard(
    (given?: In): Initializer => {
      const draw = make(read(given));
      return withCard((...args: Parameters<Initializer>) => draw(...args), { about });
    },
    { about },
  );
