import { mapStructure, type Structure, scan, type Tensor, zeros } from "@kaviar/tensor";
import type { Mask } from "../../contract/mask.ts";

interface Walk<S> {
  readonly start: S;
  /** Of an output, with the batch: what a sequence that begins with nothing has given so far is zeros. */
  readonly shape: readonly number[];
  readonly sequence: boolean;
  readonly reverse: boolean;
  /** [N, T]: at a step where it is false output and state stay as they are. */
  readonly mask: Mask | undefined;
}

interface At<S> {
  readonly y: Tensor;
  readonly state: S;
}

const besideRows = (x: Tensor): readonly number[] => [1, 0, ...Array.from({ length: x.rank - 2 }, (_, i) => i + 2)];

/** A step of any kind over the steps of x [N, T, …]: all outputs [N, T, …] or the last one, and the last state. */
export const walkCell = <S>(
  step: (x: Tensor, state: S) => At<S>,
  x: Tensor,
  { start, shape, sequence, reverse, mask }: Walk<S>,
): At<S> => {
  const rows = x.transpose(besideRows(x));
  const valid = mask?.transpose([1, 0]);
  const [last, outputs] = scan(
    ({ y, state }: At<S>, row: { readonly x: Tensor; readonly valid?: Mask }): [At<S>, Tensor | undefined] => {
      const made = step(row.x, state);
      const next = row.valid ? where(row.valid, made, { y, state }) : made;
      return [next, sequence ? next.y : undefined];
    },
    { y: zeros(shape), state: start },
    valid ? { x: rows, valid } : { x: rows },
    { reverse },
  );
  return sequence ? { y: outputs!.transpose(besideRows(outputs!)), state: last.state } : last;
};

/** The one where rows are there, the other where they are not. */
const where = <S>(valid: Mask, made: At<S>, before: At<S>): At<S> =>
  mapStructure(
    (after, kept) =>
      valid
        .reshape([valid.shape[0]!, ...new Array<number>(after.rank - 1).fill(1)])
        .where(after as Tensor, kept as Tensor),
    made as unknown as Structure,
    before as unknown as Structure,
  ) as unknown as At<S>;
