import { type Card, withCard } from "@kaviar/base/card";
import type { Initializer } from "./initializer.ts";

/** A function that makes initializers; it and what it makes carry the same card. */
export const createInitializer = <Options>(
  about: Card,
  make: (options: Partial<Options>) => (...args: Parameters<Initializer>) => ReturnType<Initializer>,
): ((options?: Partial<Options>) => Initializer) & { readonly about: Card } =>
  withCard(
    (options: Partial<Options> = {}): Initializer => {
      const draw = make(options);
      return withCard((...args: Parameters<Initializer>) => draw(...args), { about });
    },
    { about },
  );
