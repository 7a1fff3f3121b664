import { type Tensor, tensor } from "@kaviar/tensor";
import { numbersOf } from "../parameters/numbers.ts";
import type { Regularizer } from "../regularizers/contract/regularizer.ts";

/** How far the whole run goes: what schedules are told. */
export interface Extent {
  readonly steps: Tensor;
  readonly stepsPerEpoch: Tensor;
  /** The strengths of the penalty, where there is one: inputs of the graph, as an optimizer's numbers are. */
  readonly penalty?: Readonly<Record<string, Tensor>> | undefined;
}

/** How far a run goes. Unknown for a stream without `stepsPerEpoch`: NaN, which a schedule that needs it makes visible. */
export const extentOf = (
  { penalty }: { readonly penalty?: Regularizer | undefined },
  steps: number,
  stepsPerEpoch: number,
): Extent => ({
  steps: tensor(steps),
  stepsPerEpoch: tensor(stepsPerEpoch),
  ...(penalty && Object.keys(penalty.numbers).length > 0 ? { penalty: numbersOf(penalty.numbers) } : {}),
});
