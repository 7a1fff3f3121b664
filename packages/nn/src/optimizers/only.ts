import { withCard } from "@kaviar/base/card";
import { ModelError } from "../error.ts";
import { listParameters, type Parameters } from "../parameters/parameters.ts";
import { and, type Predicate } from "../parameters/predicate.ts";
import type { Link } from "./contract/link.ts";
import { select } from "./contract/select.ts";
import { innerOf, wrap } from "./contract/wrap.ts";
import { asPartOf, unite, within } from "./partition.ts";

/**
 * A link for some parameters; the gradients of the others pass by.
 *
 * ```ts
 * chain(only(under("recurrent"), clipByGlobalNorm(1)), adam())
 * ```
 */
export const only = withCard(
  (predicate: Predicate, inner: Link): Link => {
    const own = (parameters: Parameters): Parameters => {
      const chosen = new Set(
        listParameters(parameters).flatMap((parameter) => (predicate(parameter) ? [parameter.path] : [])),
      );
      return select(parameters, (path) => chosen.has(path));
    };
    checkShaping(inner);
    const { freezes, predicting, ...rest } = wrap(inner);
    return {
      init: (parameters) => ({ inner: inner.init(own(parameters)) }),
      update: (gradients, state, parameters, at) => {
        const its = own(parameters);
        const [updates, next] = inner.update(within(gradients, its), innerOf(state), its, asPartOf(parameters, at));
        return [unite(gradients, [updates]), { inner: next }];
      },
      ...rest,
      ...(freezes ? { freezes: and(predicate, freezes) } : {}),
      ...(predicting
        ? { predicting: (state, parameters) => unite(parameters, [predicting(state, own(parameters))]) }
        : {}),
    };
  },
  {
    about: {
      name: "Only some parameters",
      formula: "uᵢ = link(gᵢ) where the predicate holds, else gᵢ",
      use: "to clip, centralize or penalize a part of a model",
      pitfall:
        "what is left out passes unchanged: around an optimizer, raw gradients would be added. Use `partition` there",
      reference: "optax's masked",
      seeAlso: ["partition", "freeze"],
    },
  },
);

const checkShaping = ({ descends }: Link): void => {
  if (!descends) return;
  throw new ModelError(
    "optimizer",
    "only(predicate, link) passes all other gradients as they are: an optimizer would add them, uphill.",
    {
      remedy:
        "Write partition([[predicate, adam()], [everything, …]]); to leave the others as they are, chain(adam(), freeze(not(predicate))).",
    },
  );
};
