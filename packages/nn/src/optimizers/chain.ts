import { withCard } from "@kaviar/base/card";
import { fold, zerosLike } from "@kaviar/tensor";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import { or } from "../parameters/predicate.ts";
import { checkDescents, descentOf } from "./contract/descent.ts";
import type { Link, LinkState, Moment } from "./contract/link.ts";
import { afterEpochOf, partsOf, stateOf } from "./contract/side-by-side.ts";

/**
 * Links in a row, as one link: each takes what the one before made of the gradients.
 *
 * ```ts
 * chain(clipByGlobalNorm(1), adamw({ rate: cosine({ peak: 3e-3, warmup: 100 }) }))
 * ```
 * Frozen parameters have no gradient and get no update, wherever in the chain `freeze` stands.
 */
export const chain = withCard(
  (...links: readonly Link[]): Link => {
    checkDescents("chain", links);
    const freezing = links.flatMap(({ freezes }) => freezes ?? []);
    const freezes = freezing.length > 0 ? or(...freezing) : undefined;
    const still = (updates: Parameters): Parameters =>
      freezes ? mapParameters((path, u) => (freezes({ path, tensor: u }) ? zerosLike(u) : u), updates) : updates;
    const states = (state: LinkState) => partsOf(links, state);
    const last = links.findLastIndex(({ rate }) => rate);
    return {
      ...descentOf(links),
      init: (parameters) => stateOf(links.map((link) => link.init(parameters))),
      update: (gradients, state, parameters, at) => {
        let updates = still(gradients);
        let moment: Moment = at;
        const next = links.map((link, i) => {
          const here = { ...moment, key: fold(at.key, i) };
          const [made, after] = link.update(updates, states(state)[i]!, parameters, here);
          updates = still(made);
          if (link.rate) moment = { ...moment, rate: link.rate(after, at) };
          return after;
        });
        return [updates, stateOf(next)];
      },
      ...(last >= 0 ? { rate: (state, at) => links[last]!.rate!(states(state)[last]!, at) } : {}),
      ...(freezes ? { freezes } : {}),
      ...(links.some(({ predicting }) => predicting)
        ? {
            predicting: (state, parameters) =>
              links.reduce((p, link, i) => link.predicting?.(states(state)[i]!, p) ?? p, parameters),
          }
        : {}),
      ...afterEpochOf(links),
    } satisfies Link;
  },
  {
    about: {
      name: "Chain of links",
      formula: "u₀ = g, uᵢ = linkᵢ(uᵢ₋₁), θ ← θ + uₙ",
      use: "to put clipping, penalties, an optimizer, decay and averages together, in this order",
      pitfall: "order matters: clipping after the rate clips steps, not gradients",
      reference: "DeepMind's optax, 2020",
      seeAlso: ["partition", "only", "freeze"],
    },
  },
);
