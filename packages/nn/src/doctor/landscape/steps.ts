import { scan, type Tensor, tensor } from "@kaviar/tensor";
import type { Parameters } from "../../parameters/parameters.ts";

/** The mean loss of many rows after steps of single batches, [batches, rows], that are tried and not taken. */
export const meanAfter = (
  stepped: (places: Tensor<"int32">) => Parameters,
  loss: (params: Parameters) => Tensor,
  batches: Tensor<"int32">,
): Tensor => {
  const [, after] = scan(
    (state: Tensor, places: Tensor<"int32">) => [state, loss(stepped(places))] as const,
    tensor(0),
    batches,
  ) as [unknown, Tensor];
  return after.mean();
};
