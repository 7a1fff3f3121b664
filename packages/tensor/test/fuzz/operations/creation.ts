import type { DType, Shape } from "@kaviar/tensor";
import * as library from "@kaviar/tensor";
import type { Draft } from "../draft.ts";
import { drawDType, drawShape, tensorOf } from "../drawing.ts";
import { type Operation, operation } from "../operation.ts";
import { type Input, inputTensor } from "../program.ts";

interface Filled {
  readonly shape: Shape;
  readonly dtype: DType;
}

const filled = (make: (shape: Shape, options: { readonly dtype: DType }) => library.Tensor<DType>): Operation =>
  operation<Filled>({
    draw: (draft) => ({ operands: [], params: { shape: drawShape(draft), dtype: drawDType(draft, "any") } }),
    run: (_, { shape, dtype }) => make(shape, { dtype }),
  });

const like = (make: (x: library.Tensor<DType>) => library.Tensor<DType>): Operation =>
  operation({ draw: (draft: Draft) => ({ operands: [tensorOf(draft, "any")] }), run: ([x]) => make(x!) });

export const creation = {
  tensor: operation<Input>({
    draw: (draft) => {
      const shape = drawShape(draft);
      const size = shape.reduce((product, n) => product * n, 1);
      return {
        operands: [],
        params: {
          dtype: drawDType(draft, "any"),
          shape,
          numbers: Array.from({ length: size }, () => draft.dice.int(0, 1)),
        },
      };
    },
    run: (_, params) => inputTensor(params),
  }),
  zeros: filled(library.zeros),
  ones: filled(library.ones),
  full: operation<Filled & { readonly value: number }>({
    draw: (draft) => {
      const dtype = drawDType(draft, "any");
      const value = dtype.startsWith("float")
        ? draft.dice.pick([0.5, -1.25, 3])
        : draft.dice.int(0, dtype === "bool" ? 1 : 5);
      return { operands: [], params: { shape: drawShape(draft), dtype, value } };
    },
    run: (_, { shape, dtype, value }) => library.full(shape, value, { dtype }),
  }),
  zerosLike: like(library.zerosLike),
  onesLike: like(library.onesLike),
  eye: operation<{ readonly n: number; readonly columns: number; readonly dtype: DType }>({
    draw: (draft) => ({
      operands: [],
      params: { n: draft.dice.int(0, 3), columns: draft.dice.int(0, 3), dtype: drawDType(draft, "any") },
    }),
    run: (_, { n, columns, dtype }) => library.eye(n, columns, { dtype }),
  }),
  arange: operation<{ readonly start: number; readonly stop: number; readonly step: number; readonly dtype: DType }>({
    draw: (draft) => ({
      operands: [],
      params: {
        start: draft.dice.int(0, 2),
        stop: draft.dice.int(0, 5),
        step: draft.dice.pick([1, 1, 2]),
        dtype: drawDType(draft, "signed"),
      },
    }),
    run: (_, { start, stop, step, dtype }) => library.arange(start, stop, step, { dtype }),
  }),
  linspace: operation<{ readonly start: number; readonly stop: number; readonly count: number; readonly dtype: DType }>(
    {
      draw: (draft) => ({
        operands: [],
        params: {
          start: draft.dice.int(-2, 2),
          stop: draft.dice.int(-2, 2),
          count: draft.dice.int(0, 5),
          dtype: drawDType(draft, "float"),
        },
      }),
      run: (_, { start, stop, count, dtype }) => library.linspace(start, stop, count, { dtype }),
    },
  ),
};
