import type { Card } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { castAll, numbersOf } from "../../parameters/numbers.ts";
import { listParameters, type Parameters } from "../../parameters/parameters.ts";
import { type Predicate, predicateLaw, weights } from "../../parameters/predicate.ts";
import type { Regularizer } from "./regularizer.ts";

/** The options that every penalty has. */
export const regularizerOptions = {
  /** What is penalized: weights, not biases, unless said. */
  where: predicateLaw.default(weights),
};

/** The sum of a penalty over each chosen parameter. */
export const createRegularizer = <N extends Readonly<Record<string, number>>>(
  owner: string,
  numbers: N,
  about: Card,
  where: Predicate,
  penalty: (parameter: Tensor, numbers: { readonly [K in keyof N & string]: Tensor }) => Tensor,
): Regularizer => {
  const regularizer = (
    parameters: Parameters,
    given: Readonly<Record<string, Tensor>> = numbersOf(numbers),
  ): Tensor => {
    const all = listParameters(parameters);
    const chosen = all.filter(where);
    if (chosen.length === 0) {
      throw new ModelError(
        "options",
        `${owner} penalizes weights: none of the parameters is chosen (${all.map(({ path }) => path).join(", ")}).`,
        { remedy: `Say which: ${owner}(…, { where: everything }).` },
      );
    }
    return chosen
      .map(({ tensor }) =>
        penalty(tensor, castAll(given, tensor.dtype) as { readonly [K in keyof N & string]: Tensor }),
      )
      .reduce((sum, each) => sum.add(each));
  };
  return Object.assign(regularizer, { numbers, about });
};
