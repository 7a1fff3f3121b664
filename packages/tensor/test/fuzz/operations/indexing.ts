import type { DType } from "@kaviar/tensor";
import * as library from "@kaviar/tensor";
import { byName } from "../by-name.ts";
import type { Draft, Value } from "../draft.ts";
import { drawAxis, drawIndices, drawLength, drawShape, tensorLike, tensorOf } from "../drawing.ts";
import { type Operation, operation } from "../operation.ts";

interface Along {
  readonly axis: number;
}

const rowNumbers = (draft: Draft, x: Value, axis: number): Value =>
  drawIndices(draft, x.shape.at(axis) === 0 ? [0] : drawShape(draft, 0, 2), x.shape.at(axis)!);

const rowsChanged = (change: "scatter" | "scatterAdd"): Operation =>
  operation<Along>({
    draw: (draft) => {
      const x = tensorOf(draft, "number", 1);
      const axis = drawAxis(draft.dice, x.shape.length);
      const at = axis < 0 ? axis + x.shape.length : axis;
      const indices = rowNumbers(draft, x, axis);
      const shape = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
      return { operands: [x, indices, tensorLike(draft, { dtype: x.dtype, shape })], params: { axis } };
    },
    run: ([x, indices, updates], { axis }) => byName(change)(x, indices, updates, axis),
  });

export const indexing = {
  gather: operation<Along>({
    draw: (draft) => {
      const x = tensorOf(draft, "any", 1);
      const axis = drawAxis(draft.dice, x.shape.length);
      return { operands: [x, rowNumbers(draft, x, axis)], params: { axis } };
    },
    run: ([x, indices], { axis }) => library.gather(x!, indices!, axis),
  }),
  takeAlongAxis: operation<Along>({
    draw: (draft) => {
      const x = tensorOf(draft, "any", 1);
      const axis = drawAxis(draft.dice, x.shape.length);
      const at = axis < 0 ? axis + x.shape.length : axis;
      const length = x.shape[at] === 0 ? 0 : drawLength(draft);
      return {
        operands: [
          x,
          drawIndices(
            draft,
            x.shape.map((n, i) => (i === at ? length : n)),
            x.shape[at]!,
          ),
        ],
        params: { axis },
      };
    },
    run: ([x, indices], { axis }) => library.takeAlongAxis(x!, indices!, axis),
  }),
  scatter: rowsChanged("scatter"),
  scatterAdd: rowsChanged("scatterAdd"),
  oneHot: operation<{ readonly depth: number; readonly dtype: DType }>({
    draw: (draft) => ({
      operands: [tensorOf(draft, "integer", 0, 2)],
      params: { depth: draft.dice.int(0, 4), dtype: draft.dice.pick([draft.float, "int32", "bool"]) },
    }),
    run: ([x], { depth, dtype }) => library.oneHot(x!, depth, { dtype }),
  }),
};
