import type { FloatDType, Tensor } from "@kaviar/tensor";
import * as library from "@kaviar/tensor";
import { isFloat } from "@kaviar/tensor/values/dtype";
import { sizeOf } from "@kaviar/tensor/values/shape";
import type { Draft, DraftBlock, Value } from "../draft.ts";
import { tensorLike, tensorOf } from "../drawing.ts";
import { type AnyTensor, type Body, type Operation, operation } from "../operation.ts";
import { anyBlock, ofBlock } from "./control.ts";

type Float = Tensor<FloatDType>;

/** cos 0, cos 1, cos 2, …: what results are multiplied with to make one number of them. */
const weightsLike = ({ size, shape, dtype }: AnyTensor): AnyTensor =>
  library.tensor(
    Float64Array.from({ length: size }, (_, i) => Math.cos(i)),
    { dtype, shape },
  );

/** One number from all floats among the results, of the first one's dtype. */
const total =
  (body: Body) =>
  (args: AnyTensor[]): AnyTensor => {
    const [first, ...more] = body(...args)
      .filter(({ dtype }) => isFloat(dtype))
      .map((y) => y.mul(weightsLike(y)).sum());
    return more.reduce((sum, part) => sum.add(part.cast(sum.dtype)), first!);
  };

const floatArgs = (draft: Draft, most: number): Value[] =>
  Array.from({ length: draft.dice.pick([1, 1, 2]) }, () =>
    tensorOf(draft, "float", 0, 2, ({ shape }) => sizeOf(shape) <= most),
  );

const differentiable = (draft: Draft, args: readonly Value[], most = Infinity): DraftBlock => {
  const block = anyBlock(
    draft,
    args,
    (value) => isFloat(value.dtype) && sizeOf(value.shape) <= most && value.numbers.every(Number.isFinite),
  );
  return block;
};

const ofScalar = (
  most: number,
  results: (args: number) => number,
  run: (f: (args: AnyTensor[]) => AnyTensor, args: AnyTensor[]) => readonly AnyTensor[],
): Operation =>
  operation({
    draw: (draft) => {
      const args = floatArgs(draft, most);
      return { operands: args, blocks: [differentiable(draft, args)] };
    },
    results,
    run: (operands, _, [body]) => run(total(body!), [...operands]),
  });

/** Directions or cotangents follow the arguments. */
const likeArgs = (draft: Draft, args: readonly Value[]): Value[] => args.map((each) => tensorLike(draft, each));

export const transformations = {
  grad: ofScalar(
    16,
    (args) => args,
    (f, args) => library.grad(f)(args),
  ),
  valueAndGrad: ofScalar(
    16,
    (args) => args + 1,
    (f, args) => library.valueAndGrad(f)(args).flat(),
  ),
  hessian: ofScalar(
    6,
    (args) => args * args,
    (f, args) => library.hessian(f)(args).flat(),
  ),
  hvp: operation({
    draw: (draft) => {
      const args = floatArgs(draft, 12);
      return { operands: [...args, ...likeArgs(draft, args)], blocks: [differentiable(draft, args)] };
    },
    results: (operands) => operands / 2,
    run: (operands, _, [body]) => {
      const half = operands.length / 2;
      return library.hvp(total(body!))(operands.slice(0, half), operands.slice(half));
    },
  }),
  jvp: operation({
    draw: (draft) => {
      const args = floatArgs(draft, 16);
      return { operands: [...args, ...likeArgs(draft, args)], blocks: [differentiable(draft, args)] };
    },
    results: (_, __, blockResults) => 2 * blockResults,
    run: (operands, _, [body]) => {
      const half = operands.length / 2;
      const f = (args: AnyTensor[]) => body!(...args);
      return library.jvp(f, operands.slice(0, half), operands.slice(half)).flat();
    },
  }),
  vjp: operation({
    draw: (draft) => {
      const args = floatArgs(draft, 16);
      return { operands: args, blocks: [differentiable(draft, args)] };
    },
    results: (operands, _, blockResults) => operands + blockResults,
    run: (operands, _, [body]) => {
      const [results, pullback] = library.vjp((args: AnyTensor[]) => body!(...args), [...operands]);
      return [...results, ...pullback(results.map(weightsLike))];
    },
  }),
  jacobian: operation({
    draw: (draft) => {
      const args = floatArgs(draft, 8);
      return { operands: args, blocks: [differentiable(draft, args, 24)] };
    },
    results: (operands, _, blockResults) => operands * blockResults,
    run: (operands, _, [body]) =>
      library
        .jacobian((args: AnyTensor[]) => body!(...args))([...operands])
        .flat() as AnyTensor[],
  }),
  vmap: operation({
    draw: (draft) => {
      const first = tensorOf(draft, "any", 1, 3);
      const count = first.shape[0]!;
      const second = draft.dice.chance(0.4) ? [tensorOf(draft, "float", 1, 3, ({ shape }) => shape[0] === count)] : [];
      const stacks = [first, ...second];
      const examples = stacks.map((x) =>
        count > 0 ? draft.step("slice", [x], { entries: [0] }) : draft.fresh(x.dtype, x.shape.slice(1)),
      );
      return { operands: stacks, blocks: [anyBlock(draft, examples)] };
    },
    results: ofBlock,
    run: (operands, _, [body]) => library.vmap(body!)(...operands),
  }),
  stopGradient: operation({
    draw: (draft) => ({ operands: [tensorOf(draft, "any")] }),
    run: ([x]) => library.stopGradient(x!),
  }),
  /** The value of the block, with the slope 2x: as of x². */
  customDerivative: operation({
    draw: (draft) => {
      const x = tensorOf(draft, "float");
      const block = draft.block([x], (inner, [arg]) => [
        inner.step(draft.dice.pick(["floor", "sin", "relu", "round"]), [arg!]),
      ]);
      return { operands: [x], blocks: [block] };
    },
    run: ([x], _, [body]) =>
      library.customDerivative(
        (at: Float) => body!(at as AnyTensor)[0] as Float,
        (d, _, at) => [d.mul(at).mul(2)],
      )(x as Float),
  }),
};
