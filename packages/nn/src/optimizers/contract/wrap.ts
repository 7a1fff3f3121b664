import type { Link, LinkState } from "./link.ts";

/** What a link around another one, whose state it keeps as `inner`, passes on to it besides `update`. */
export const wrap = ({
  descends,
  freezes,
  predicting,
  afterEpoch,
}: Link): Pick<Link, "descends" | "freezes" | "predicting" | "afterEpoch"> => ({
  ...(descends === undefined ? {} : { descends }),
  ...(freezes ? { freezes } : {}),
  ...(predicting ? { predicting: (state, parameters) => predicting(innerOf(state), parameters) } : {}),
  ...(afterEpoch ? { afterEpoch: (state, results) => ({ ...state, inner: afterEpoch(innerOf(state), results) }) } : {}),
});

export const innerOf = (state: LinkState): LinkState => state.inner as LinkState;
