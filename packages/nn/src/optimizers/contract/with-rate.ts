import { scaleByRate } from "../scale-by-rate.ts";
import type { Link, LinkState } from "./link.ts";
import type { Rate } from "./rate.ts";

/** A link that needs the rate itself, not a factor at its end: it finds it at `at.rate`. */
export const withRate = (rate: Rate, link: Link): Link => {
  const rates = scaleByRate(rate);
  const own = (state: LinkState) => state.rate as LinkState;
  return {
    descends: true,
    init: (parameters) => ({ rate: rates.init(parameters), inner: link.init(parameters) }),
    update: (gradients, state, parameters, at) => {
      const [, after] = rates.update(gradients, own(state), parameters, at);
      const here = { ...at, rate: rates.rate?.(after, at) };
      const [updates, inner] = link.update(gradients, state.inner as LinkState, parameters, here);
      return [updates, { rate: after, inner }];
    },
    rate: (state, at) => rates.rate!(own(state), at),
    ...(rates.afterEpoch
      ? { afterEpoch: (state, results) => ({ ...state, rate: rates.afterEpoch!(own(state), results) }) }
      : {}),
  };
};
