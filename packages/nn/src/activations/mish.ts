import { createActivation } from "./contract/create-activation.ts";

/** x·tanh(softplus(x)) */
export const mish = createActivation(
  "mish",
  {
    initializer: "he",
    about: {
      name: "Mish",
      formula: "x·tanh(log(1 + eˣ))",
      range: "[−0.309, ∞)",
      use: "deep vision networks, in place of swish",
      pitfall: "not monotone: it has a minimum of −0.309 at x = −1.192",
      reference: "Misra 2019",
      seeAlso: ["swish", "gelu"],
    },
  },
  (x) => {
    // tanh log(1 + e) = w / (w + 2) with w = e(e + 2); beyond 20 the quotient is 1.
    const e = x.minimum(20).exp();
    const w = e.mul(e.add(2));
    return x.mul(w.div(w.add(2)));
  },
);
