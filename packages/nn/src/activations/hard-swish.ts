import { createActivation } from "./contract/create-activation.ts";
import { hardSigmoid } from "./hard-sigmoid.ts";

/** x·hardSigmoid(x) */
export const hardSwish = createActivation(
  "hardSwish",
  {
    initializer: "he",
    about: {
      name: "Hard swish",
      formula: "x·min(max(x/6 + 1/2, 0), 1)",
      range: "[−0.375, ∞)",
      use: "swish on small devices",
      pitfall: "not monotone: it has a minimum of −0.375 at x = −1.5, and no gradient below −3",
      reference: "Howard et al. 2019",
      seeAlso: ["swish", "hardSigmoid"],
    },
  },
  (x) => x.mul(hardSigmoid(x)),
);
