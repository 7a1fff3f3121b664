import { type Tensor, tensor, zerosLike } from "@kaviar/tensor";
import { castAll, numbersOf } from "../../parameters/numbers.ts";
import { listParameters, mapParameters, type Parameters } from "../../parameters/parameters.ts";
import type { Link, LinkState, Moment } from "./link.ts";

type Tensors<Name extends string> = { readonly [N in Name]: Tensor };

/** A rule that treats each parameter alike, from its own gradient and its own history. */
export interface LinkRule<Number extends string, Slot extends string, Shared extends string> {
  /** Whether it makes steps downhill of gradients; left out where it depends. */
  readonly descends?: boolean;
  /** What a user may change. */
  readonly numbers?: Readonly<Record<Number, number>>;
  /** What is kept for each parameter: how it begins, from the parameter. */
  readonly slots?: Readonly<Record<Slot, (parameter: Tensor) => Tensor>>;
  /** What all parameters share in a step; t = 1, 2, … counts updates. Computed once for each dtype. */
  readonly shared?: (numbers: Tensors<Number>, t: Tensor, at: Moment) => Tensors<Shared>;
  /** What becomes of a gradient and of what is kept. */
  readonly update: (
    gradient: Tensor,
    kept: Tensors<Slot>,
    numbers: Tensors<Number | Shared>,
    parameter: Tensor,
  ) => Tensors<Slot | "update">;
}

/**
 * A link from a rule for one parameter.
 *
 * ```ts
 * const scaleBySign = () => createLink({ update: (gradient) => ({ update: gradient.sign() }) });
 * ```
 * Numbers come in the dtype of the parameter. A rule that looks at several parameters at once is a `Link` by hand.
 */
export const createLink = <Number extends string = never, Slot extends string = never, Shared extends string = never>({
  descends,
  numbers = {} as Readonly<Record<Number, number>>,
  slots = {} as Readonly<Record<Slot, (parameter: Tensor) => Tensor>>,
  shared,
  update,
}: LinkRule<Number, Slot, Shared>): Link => {
  const names = Object.keys(slots) as Slot[];
  return {
    ...(descends === undefined ? {} : { descends }),
    init: (parameters) => ({
      numbers: numbersOf(numbers),
      ...Object.fromEntries(names.map((name) => [name, mapParameters((_, p) => slots[name](p), parameters)])),
    }),
    update: (gradients, state, parameters, at) => {
      const inDtype = forEachDtype((dtype) => {
        const own = castAll(state.numbers as Tensors<Number>, dtype);
        return { ...own, ...shared?.(own, at.step.cast(dtype).add(1), at) } as Tensors<Number | Shared>;
      });
      const made = new Map<string, Tensors<Slot | "update">>();
      const kept = names.map((name) => state[name] as Parameters);
      const updates = mapParameters(
        (path, gradient, parameter, ...its) => {
          const own = Object.fromEntries(names.map((name, i) => [name, its[i]])) as Tensors<Slot>;
          const result = update(gradient, own, inDtype(gradient), parameter!);
          made.set(path, result);
          return result.update;
        },
        gradients,
        parameters,
        ...kept,
      );
      const next = names.map((name, i) => [name, mapParameters((path) => made.get(path)![name], kept[i]!)]);
      return [updates, { ...state, ...Object.fromEntries(next) } as LinkState];
    },
  };
};

/** A tensor of zeros like the parameter: how most histories begin. */
export const zero = (parameter: Tensor): Tensor => zerosLike(parameter);

/** Something made once for each dtype there is among parameters: they share it, so that the compiler can join them. */
export const forEachDtype = <S>(make: (dtype: Tensor["dtype"]) => S): ((like: Tensor) => S) => {
  const made = new Map<string, S>();
  return ({ dtype }) => {
    const known = made.get(dtype) ?? make(dtype);
    made.set(dtype, known);
    return known;
  };
};

/** The sum of one number for each parameter, in float32. */
export const sumOver = (parameters: Parameters, term: (tensor: Tensor, path: string) => Tensor): Tensor => {
  const terms = listParameters(parameters).map(({ path, tensor }) => term(tensor, path).cast("float32"));
  return terms.length === 0 ? tensor(0) : terms.reduce((sum, each) => sum.add(each));
};
