import * as library from "@kaviar/tensor";
import type { Draft, Value } from "../draft.ts";
import { drawDType, drawLength, tensorLike } from "../drawing.ts";
import { type AnyTensor, type Operation, operation } from "../operation.ts";

const lengthOf = (draft: Draft) => draft.dice.pick([0, 1, 2, 2, 3, 3, 4]);
const leadOf = (draft: Draft) => draft.dice.pick([[], [], [], [2], [1], [0]]);

const square = (draft: Draft): Value => {
  const n = lengthOf(draft);
  return tensorLike(draft, { dtype: drawDType(draft, "float"), shape: [...leadOf(draft), n, n] });
};

const identity = (draft: Draft, { dtype, shape }: Value): Value =>
  draft.step("eye", [], { n: shape.at(-1)!, columns: shape.at(-1)!, dtype });

/** Far from singular: tanh A + 3. */
const regular = (draft: Draft): Value => {
  const a = square(draft);
  const scaled = draft.step("mul", [identity(draft, a)], { number: draft.dice.pick([3, -3, 4]) });
  return draft.step("add", [draft.step("tanh", [a]), scaled]);
};

const turned = (rank: number) => [...Array(rank - 2).keys(), rank - 1, rank - 2];

/** A Aᵀ + 1. */
const positiveDefinite = (draft: Draft): Value => {
  const a = draft.step("tanh", [square(draft)]);
  const product = draft.step("matmul", [a, draft.step("transpose", [a], { axes: turned(a.shape.length) })]);
  return draft.step("add", [product, identity(draft, a)]);
};

/** A vector, or columns for each matrix. */
const rightOf = (draft: Draft, { dtype, shape }: Value): Value => {
  const n = shape.at(-1)!;
  const lead = draft.dice.chance(0.3) ? [] : shape.slice(0, -2);
  return tensorLike(draft, { dtype, shape: draft.dice.chance(0.3) ? [n] : [...lead, n, drawLength(draft)] });
};

const ofMatrix = (
  draw: (draft: Draft) => Value,
  run: (a: AnyTensor) => AnyTensor | readonly AnyTensor[],
  count = 1,
): Operation =>
  operation({ draw: (draft) => ({ operands: [draw(draft)] }), results: () => count, run: ([a]) => run(a!) });

export const linearAlgebra = {
  cholesky: ofMatrix(positiveDefinite, library.cholesky),
  inverse: ofMatrix(regular, library.inverse),
  determinant: ofMatrix((draft) => (draft.dice.chance(0.5) ? regular(draft) : square(draft)), library.determinant),
  logDeterminant: ofMatrix(regular, library.logDeterminant, 2),
  /** The vectors squared: their signs are arbitrary. */
  eigh: ofMatrix(
    square,
    (a) => {
      const [values, vectors] = library.eigh(a);
      return [values, vectors.square()];
    },
    2,
  ),
  solve: operation({
    draw: (draft) => {
      const a = regular(draft);
      return { operands: [a, rightOf(draft, a)] };
    },
    run: ([a, b]) => library.solve(a!, b!),
  }),
  triangularSolve: operation<{ readonly upper: boolean; readonly transposed: boolean; readonly unitDiagonal: boolean }>(
    {
      draw: (draft) => {
        const a = regular(draft);
        const [upper, transposed, unitDiagonal] = [
          draft.dice.chance(0.5),
          draft.dice.chance(0.5),
          draft.dice.chance(0.3),
        ];
        return { operands: [a, rightOf(draft, a)], params: { upper, transposed, unitDiagonal } };
      },
      run: ([a, b], params) => library.triangularSolve(a!, b!, params),
    },
  ),
};
