import * as library from "@kaviar/tensor";
import { isFloat } from "@kaviar/tensor/values/dtype";
import { type Draft, unfit, type Value } from "../draft.ts";
import { drawDType, drawShape, sameShape, tensorOf } from "../drawing.ts";
import { type AnyTensor, operation } from "../operation.ts";

/** Something of the block that is like the value: the newest such, or a mixture of the newest float with it. */
const conform = (inner: Draft, like: Value): Value => {
  const { dtype, shape } = like;
  if (inner.dice.chance(0.6)) {
    const found = inner.find((value) => value.dtype === dtype && sameShape(value.shape, shape));
    if (found && found !== like) return isFloat(dtype) ? inner.step("tanh", [found]) : found;
  }
  if (!isFloat(dtype))
    return dtype === "bool" ? inner.step("logicalNot", [like]) : inner.step("add", [like], { number: 1 });
  const newest = inner.find((value) => value.dtype === dtype);
  const half = inner.step("mul", [like], { number: 0.5 });
  return newest ? inner.step("add", [half, inner.step("tanh", [inner.step("sum", [newest])])]) : half;
};

const drawStates = (draft: Draft): Value[] =>
  Array.from({ length: draft.dice.pick([1, 1, 2]) }, () =>
    tensorOf(draft, draft.dice.chance(0.85) ? "float" : "any", 0, 2),
  );

/** A bool of its own, made of what there is. */
const drawCondition = (draft: Draft): Value => {
  const x = tensorOf(draft, "float", 0, 2);
  return draft.step("greater", [draft.step("sum", [x])], { number: draft.dice.pick([-0.5, 0.25, 1.5]) });
};

/** As many as the block has. */
export const ofBlock = (_: number, __: object, blockResults: number): number => blockResults;

interface Loop {
  /** Left out where the loop runs while a condition holds. */
  readonly count?: number;
}

export const control = {
  loop: operation<Loop>({
    draw: (draft) => {
      const { dice } = draft;
      const states = drawStates(draft);
      const length = dice.pick([0, 0, 0, 1, 2, 3]);
      const index = draft.fresh("int32", [], [0, 0]);
      const step = (inner: Draft, args: readonly Value[], from: number) => {
        inner.grow(dice.int(1, 3));
        return args.slice(from, from + states.length).map((state) => conform(inner, state));
      };
      if (dice.chance(0.5)) {
        const body = draft.block([index, ...states], (inner, args) => step(inner, args, 1));
        return { operands: states, params: { count: length }, blocks: [body] };
      }
      const all = [index, ...states];
      const goesOn = draft.block(all, (inner, [counter, state]) => {
        const more = inner.step("less", [counter!], { number: length });
        if (!isFloat(state!.dtype) || dice.chance(0.5)) return [more];
        return [inner.step("logicalAnd", [more, inner.step("less", [inner.step("sum", [state!])], { number: 1.3 })])];
      });
      const body = draft.block(all, (inner, args) => {
        const next = step(inner, args, 1);
        return [inner.step("add", [args[0]!], { number: 1 }), ...next];
      });
      return { operands: all, blocks: [body, goesOn] };
    },
    results: ofBlock,
    run: (operands, { count }, [body, goesOn]) =>
      count === undefined
        ? library.loop(
            { while: (state: AnyTensor[]) => goesOn!(...state)[0] as library.Tensor<"bool"> },
            [...operands],
            (state) => body!(...state),
          )
        : library.loop(count, [...operands], (state, index) => body!(index as AnyTensor, ...state)),
  }),
  scan: operation<{ readonly states: number; readonly reverse: boolean; readonly rematerialize: boolean }>({
    draw: (draft) => {
      const { dice } = draft;
      const states = drawStates(draft);
      const dtype = drawDType(draft, "any");
      const first = dice.chance(0.2)
        ? draft.fresh(dtype, [0, ...drawShape(draft, 0, 2)])
        : tensorOf(draft, "any", 1, 3);
      const length = first.shape[0]!;
      const rows = [
        first,
        ...(dice.chance(0.3) ? [tensorOf(draft, "float", 1, 2, ({ shape }) => shape[0] === length)] : []),
      ];
      const examples = rows.map((x) =>
        length > 0 ? draft.step("slice", [x], { entries: [0] }) : draft.fresh(x.dtype, x.shape.slice(1)),
      );
      const body = draft.block([...states, ...examples], (inner, args) => {
        inner.grow(dice.int(1, 3));
        const next = args.slice(0, states.length).map((state) => conform(inner, state));
        const y = dice.chance(0.8) ? inner.find(() => true) : undefined;
        return y ? [...next, y] : next;
      });
      return {
        operands: [...states, ...rows],
        params: { states: states.length, reverse: dice.chance(0.4), rematerialize: dice.chance(0.2) },
        blocks: [body],
      };
    },
    results: ofBlock,
    run: (operands, { states, ...options }, [body]) => {
      const step = (state: AnyTensor[], rows: AnyTensor[]): [AnyTensor[], AnyTensor[]] => {
        const results = body!(...state, ...rows);
        return [results.slice(0, states), results.slice(states)];
      };
      return library.scan(step, operands.slice(0, states), operands.slice(states), options).flat();
    },
  }),
  cond: operation({
    draw: (draft) => {
      const condition = drawCondition(draft);
      const wanted = drawStates(draft);
      const branch = () =>
        draft.block(wanted, (inner, args) => {
          inner.grow(draft.dice.int(0, 2));
          return args.map((each) => (draft.dice.chance(0.2) ? each : conform(inner, each)));
        });
      return { operands: [condition, ...wanted], blocks: [branch(), branch()] };
    },
    results: ofBlock,
    run: ([condition, ...operands], _, [yes, no]) =>
      library.cond(
        condition as library.Tensor<"bool">,
        () => yes!(...operands),
        () => no!(...operands),
      ),
  }),
  rematerialize: operation({
    draw: (draft) => {
      const args = drawStates(draft);
      return { operands: args, blocks: [anyBlock(draft, args)] };
    },
    results: ofBlock,
    run: (operands, _, [body]) => library.rematerialize(body!)(...operands),
  }),
  compile: operation({
    draw: (draft) => {
      const args = drawStates(draft);
      return { operands: args, blocks: [anyBlock(draft, args)] };
    },
    results: ofBlock,
    run: (operands, _, [body]) => library.compile(body!)(...operands),
  }),
};

/** A few steps, and one or two of the values that they make of the arguments. */
export function anyBlock(draft: Draft, examples: readonly Value[], accept: (value: Value) => boolean = () => true) {
  return draft.block(examples, (inner, args) => {
    const isMade = (value: Value) => value.live && !args.includes(value) && accept(value);
    for (let tries = 0; tries < 3 && !inner.find(isMade); tries++) inner.grow(draft.dice.int(1, 3));
    const found = [inner.find(isMade), ...(draft.dice.chance(0.3) ? [inner.find(accept)] : [])].filter(
      (each) => each !== undefined,
    );
    return found.length > 0 ? [...new Set(found)] : [args.find(accept) ?? unfit()];
  });
}
