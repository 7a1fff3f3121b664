import { ModelError } from "../error.ts";
import type { Shapes } from "../layers/contract/layer.ts";

const showShapes = (shapes: Shapes): string =>
  Array.isArray(shapes)
    ? `[${["N", ...shapes].join(", ")}]`
    : `{ ${Object.entries(shapes)
        .map(([name, part]) => `${name}: ${showShapes(part as Shapes)}`)
        .join(", ")} }`;

/** Refuses inputs of other shapes than those the model takes. */
export const checkShapes = (expected: Shapes, given: Shapes, what = "The model"): void => {
  if (JSON.stringify(expected) === JSON.stringify(given)) return;
  const lone = Array.isArray(expected) && JSON.stringify(expected.slice(1)) === JSON.stringify(given);
  throw new ModelError("shape", `${what} takes inputs ${showShapes(expected)}: got ${showShapes(given)}.`, {
    remedy: lone
      ? "One example is a batch of one: put the batch axis in front, x.expandDims(0)."
      : "Give the columns the model was trained on, in their order.",
  });
};
