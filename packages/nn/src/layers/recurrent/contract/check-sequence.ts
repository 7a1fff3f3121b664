import type { Shape } from "@kaviar/tensor";
import { ModelError } from "../../../error.ts";

/** The steps and features of a sequence, shapes being without the batch. */
export const checkSequence = (kind: string, shape: Shape): readonly [number, number] => {
  if (shape.length === 2) return shape as readonly [number, number];
  throw new ModelError(
    "shape",
    `${kind} needs sequences [N, T, F], features at each step: got examples of shape [${shape.join(", ")}].`,
    {
      remedy:
        shape.length === 1
          ? "Numbers of words go through embedding(…) first; one number a step is x.expandDims(-1); a recurrent layer before this one needs { sequence: true }."
          : "Reshape each step to one row of features.",
    },
  );
};
