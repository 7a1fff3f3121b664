import { type OptionsOf, record, whole } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";

const read = options("ctcDecode", {
  /** The class that stands for nothing said, as the loss `ctc` has it. */
  blank: whole().default(0),
  /** How many steps of each row count; all of them unless said. */
  inputLengths: record<ArrayLike<number>>("a number for each row", "length").optional(),
});

export type CtcDecodeOptions = OptionsOf<typeof read>;

/**
 * What a model trained with `ctc` says: the likeliest class of each step, repeats as one, and no blanks. (Graves et al.
 * 2006, best path decoding)
 *
 * ```ts
 * const said = await ctcDecode(await trained.predict(x));             // [[3, 1, 1], [2], …]
 * ```
 * The likeliest path is not always of the likeliest sequence; a search over beams finds that more often.
 */
export const ctcDecode = async (scores: Tensor, given?: CtcDecodeOptions): Promise<number[][]> => {
  const { blank, inputLengths } = read(given);
  if (scores.rank !== 3) {
    throw new ModelError("shape", `ctcDecode needs scores [N, T, C]: got [${scores.shape.join(", ")}].`, {
      remedy: "Give what the model predicts of a batch.",
    });
  }
  const [rows, steps] = scores.shape as readonly [number, number, number];
  const path = await scores.argmax(-1).data();
  return Array.from({ length: rows }, (_, row) => {
    const own = path.subarray(row * steps, row * steps + Math.min(steps, inputLengths?.[row] ?? steps));
    return Array.from(own).filter((label, t) => label !== blank && label !== own[t - 1]);
  });
};
