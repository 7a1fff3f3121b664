import { calculus } from "./calculus.ts";
import { descent } from "./descent.ts";
import { generalization } from "./generalization.ts";
import type { Ideas } from "./idea.ts";
import { landscape } from "./landscape.ts";
import { networks } from "./networks.ts";
import { targets } from "./targets.ts";
import { tuning } from "./tuning.ts";

/** All ideas, in the order in which a learner meets them. */
export const ideas: Ideas = {
  ...calculus,
  ...landscape,
  ...descent,
  ...networks,
  ...targets,
  ...generalization,
  ...tuning,
};
