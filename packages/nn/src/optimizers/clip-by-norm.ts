import { withCard } from "@kaviar/base/card";
import { positive } from "@kaviar/base/check";
import { argument } from "../options.ts";
import { createLink } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { lengthOf } from "./contract/running.ts";

const checkLimit = argument("clipByNorm", "limit", positive);

/** The gradient of each tensor shortened to at most `limit`: `chain(clipByNorm(1), adam())`. */
export const clipByNorm = withCard(
  (limit: number): Link => {
    checkLimit(limit);
    return createLink({
      descends: false,
      numbers: { limit },
      update: (g, _, { limit }) => ({ update: g.mul(limit.div(lengthOf(g).maximum(limit))) }),
    });
  },
  {
    about: {
      name: "Clipping by norm",
      formula: "g ← g·min(1, c/‖g‖), for each tensor",
      use: "one layer whose gradients explode",
      pitfall: "layers are shortened by different factors, so the direction of the whole step changes",
      reference: "Pascanu, Mikolov & Bengio 2013",
      seeAlso: ["clipByGlobalNorm", "clipByValue"],
    },
  },
);
