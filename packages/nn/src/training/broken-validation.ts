import { batchOf } from "../data/batch.ts";
import { ModelError } from "../error.ts";
import { type Evaluation, evaluateRows } from "../evaluation/evaluate.ts";
import type { Learned } from "./learned.ts";
import type { BreakPlace } from "./nan-guard.ts";
import type { Session } from "./session.ts";

/** A loss on rows of validation that is no number, and the first row it comes from: nothing could be best after it. */
export const brokenValidation = async (
  { evaluator, validation, recipe }: Session,
  learned: Learned,
  { loss }: Evaluation,
  epoch: number,
): Promise<ModelError & { readonly at: BreakPlace }> => {
  const { set, order } = validation!;
  let row: number | undefined;
  for (let i = 0; i < order.length && row === undefined; i++) {
    const alone = await evaluateRows(evaluator, learned, batchOf(set), order.subarray(i, i + 1), 1, [], recipe.loss);
    // Σwℓ / Σw of a row without weight is no number either, and adds nothing.
    if (!Number.isFinite(alone.loss)) row = order[i]!;
  }
  const where = row === undefined ? "" : `, first at row ${row}`;
  const error = new ModelError(
    "nan",
    `The loss on validation rows must stay a finite number: it became ${loss} in epoch ${epoch}${where}.`,
    {
      remedy:
        "Look at that row: far larger inputs than those trained on, or targets that the loss takes a logarithm of. If it came late, the learning rate is too high: try a tenth of it.",
    },
  );
  return Object.assign(error, { at: { epoch, loss, ...(row === undefined ? {} : { row }) } });
};
