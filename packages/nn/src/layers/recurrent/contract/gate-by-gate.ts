import { type Key, split, stack, type Tensor, vmap } from "@kaviar/tensor";
import type { Initializer } from "../../../initializers/contract/initializer.ts";

/** Each gate is a matrix of its own, and begins as one: [inputs, gates·units], drawn for all gates at once. */
export const gateByGate = (
  initializer: Initializer,
  key: Key,
  inputs: number,
  units: number,
  gates: number,
): Tensor => {
  const draw = vmap((each: Key) => initializer(each, [inputs, units], { in: inputs, out: units }));
  return draw(stack(split(key, gates)))
    .transpose([1, 0, 2])
    .reshape([inputs, gates * units]);
};
