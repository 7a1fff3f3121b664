import { withCard } from "@kaviar/base/card";
import { type Tensor, tensor } from "@kaviar/tensor";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import { type Predicate, weights } from "../parameters/predicate.ts";
import type { Link } from "./contract/link.ts";

/**
 * Weights that are 0 when training starts stay 0: with a sparse initializer, or to go on with a pruned net.
 *
 * ```ts
 * chain(adam(), holdZeros())
 * ```
 * It stands last. Biases are not held, unless the predicate says so: they begin at 0.
 */
export const holdZeros = withCard(
  (where: Predicate = weights): Link => {
    const held = (path: string, p: Tensor): boolean => where({ path, tensor: p });
    return {
      descends: false,
      init: (parameters) => ({
        open: mapParameters(
          (path, p) => (held(path, p) ? p.notEqual(0).cast(p.dtype) : tensor(1).cast(p.dtype)),
          parameters,
        ),
      }),
      update: (updates, state) => [
        mapParameters((path, u, open) => (held(path, u) ? u.mul(open!) : u), updates, state.open as Parameters),
        state,
      ],
    };
  },
  {
    about: {
      name: "Held zeros",
      formula: "u ← u·[θ₀ ≠ 0]",
      use: "sparse nets that stay sparse",
      pitfall: "a tensor that begins as zeros altogether never learns",
      reference: "Han et al. 2015",
      seeAlso: ["proximalL1", "freeze"],
    },
  },
);
