import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import type { Moment } from "./link.ts";

/** The rate that a link before has applied; without one a link that is scaled by it has no meaning. */
export const appliedRate = (owner: string, { rate }: Moment): Tensor => {
  if (rate) return rate;
  throw new ModelError("optimizer", `${owner} is scaled by the learning rate: no link before it has applied one.`, {
    remedy: `Put it after the rate: chain(adam({ rate: 1e-3 }), ${owner}(0.01)); inside of accumulate and partition, not after them.`,
  });
};
