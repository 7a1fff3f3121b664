import { withCard } from "@kaviar/base/card";
import { ModelError } from "../error.ts";
import { listParameters, type Parameters } from "../parameters/parameters.ts";
import { everything, type Predicate } from "../parameters/predicate.ts";
import type { Link } from "./contract/link.ts";

/** A misspelt path would freeze nothing without a word. */
const checkSome = (parameters: Parameters, predicate: Predicate): void => {
  const all = listParameters(parameters);
  if (all.length === 0 || all.some(predicate)) return;
  throw new ModelError("optimizer", "`freeze` must choose at least one parameter: it chooses none.", {
    remedy: `There are ${all.map(({ path }) => path).join(", ")}.`,
  });
};

/**
 * Parameters that stay as they are, to the bit.
 *
 * ```ts
 * chain(adam({ rate: 1e-4 }), freeze(under("encoder")))
 * ```
 */
export const freeze = withCard(
  (predicate: Predicate = everything): Link => ({
    descends: false,
    init: (parameters) => {
      checkSome(parameters, predicate);
      return {};
    },
    update: (gradients, state) => [gradients, state],
    freezes: predicate,
  }),
  {
    about: {
      name: "Freezing",
      formula: "θᵢ ← θᵢ where the predicate holds",
      use: "transfer learning: the trained part stays, the new head learns",
      pitfall: "works through a chain or a wrapper: by itself `freeze` is no optimizer",
      reference: "Yosinski et al. 2014",
      seeAlso: ["partition", "holdZeros"],
    },
  },
);
