import { zerosLike } from "@kaviar/tensor";
import { mapParameters } from "../parameters/parameters.ts";
import { or } from "../parameters/predicate.ts";
import type { Link, LinkState } from "./link.ts";

/**
 * Links in a row, as one link: each takes what the one before made of the gradients.
 *
 * ```ts
 * chain(clipByGlobalNorm(1), adamw({ rate: cosine({ peak: 3e-3, warmup: 100 }) }))
 * ```
 * Frozen parameters get no update, wherever in the chain `freeze` stands.
 */
export const chain = (...links: readonly Link[]): Link => {
  const freezing = links.flatMap(({ freezes }) => freezes ?? []);
  const freezes = freezing.length > 0 ? or(...freezing) : undefined;
  const states = (state: LinkState) => links.map((_, i) => state[String(i)] as LinkState);
  const stateOf = (parts: readonly LinkState[]): LinkState =>
    Object.fromEntries(parts.map((part, i) => [String(i), part]));
  return {
    init: (parameters) => stateOf(links.map((link) => link.init(parameters))),
    update: (gradients, state, parameters, at) => {
      let updates = gradients;
      const next = links.map((link, i) => {
        const [made, after] = link.update(updates, states(state)[i]!, parameters, at);
        updates = made;
        return after;
      });
      const kept = freezes
        ? mapParameters((path, u) => (freezes({ path, tensor: u }) ? zerosLike(u) : u), updates)
        : updates;
      return [kept, stateOf(next)];
    },
    ...(freezes ? { freezes } : {}),
    ...(links.some(({ predicting }) => predicting)
      ? {
          predicting: (state, parameters) =>
            links.reduce((p, link, i) => link.predicting?.(states(state)[i]!, p) ?? p, parameters),
        }
      : {}),
    ...(links.some(({ afterEpoch }) => afterEpoch)
      ? {
          afterEpoch: (state, results) =>
            stateOf(states(state).map((part, i) => links[i]!.afterEpoch?.(part, results) ?? part)),
        }
      : {}),
  };
};
