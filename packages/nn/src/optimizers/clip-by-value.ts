import { withCard } from "@kaviar/base/card";
import { positive } from "@kaviar/base/check";
import { argument } from "../options.ts";
import { createLink } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";

const checkLimit = argument("clipByValue", "limit", positive);

/** Each element of a gradient cut to [−limit, limit]: `chain(clipByValue(0.5), adam())`. */
export const clipByValue = withCard(
  (limit: number): Link => {
    checkLimit(limit);
    return createLink({
      descends: false,
      numbers: { limit },
      update: (g, _, { limit }) => ({ update: g.clip(limit.neg(), limit) }),
    });
  },
  {
    about: {
      name: "Clipping by value",
      formula: "g ← min(max(g, −c), c)",
      use: "rare huge elements",
      pitfall: "changes the direction of the step; clipByGlobalNorm keeps it",
      reference: "Mikolov 2012",
      seeAlso: ["clipByNorm", "clipByGlobalNorm"],
    },
  },
);
