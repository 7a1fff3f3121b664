import { type AnyTensor, type Node, nodeOf, type Tensor } from "../core/tensor.ts";
import { nodesBehind } from "../core/walk.ts";
import { sameShape } from "../values/shape.ts";
import { across, alongFirst, byOrder, byReshape, inverse, type Presence } from "./moves.ts";
import { rules } from "./rules.ts";

/** Which places of tensors hold something: said of some of them, and followed to whatever was computed from these. */
export interface Presences {
  /** `mask` is true where x holds something, along x's first axes. Without a mask: all of x is there. */
  say(x: AnyTensor, mask: Tensor<"bool"> | undefined): void;
  /** The mask along the first `axes` axes of x, where one is known and those axes are still there. */
  of(x: AnyTensor, axes: number): Tensor<"bool"> | undefined;
}

/**
 * Follows masks through the graph. A place holds something unless what it was computed from did not: element by element
 * masks are joined by "and", a cut or a concatenation cuts or concatenates them, and where an axis is summed over, a mask
 * along it is gone.
 *
 * ```ts
 * const there = presences();
 * there.say(x, mask);                                  // x [N, T, F], mask [N, T]
 * there.of(x.mul(2).slice(null, [1, 3]), 2);           // the mask's steps 1 and 2
 * there.of(x.mean(1), 2);                              // undefined: no steps are left
 * ```
 * What a loop, a branch or windows with a stride make has the masks of axes that they leave alone, and no others.
 */
export const presences = (): Presences => {
  const known = new Map<AnyTensor, readonly Presence[]>();
  let oldest = Number.POSITIVE_INFINITY;

  const remember = (x: AnyTensor, said: readonly Presence[]): void => {
    known.set(x, said);
    oldest = Math.min(oldest, x.id);
    // A view of a view is made from what the first one views: that is to be known too.
    const source = nodeOf(x)?.inputs[0];
    if (source && said.length > 0 && !known.has(source)) {
      const before = said.flatMap((each) => viewedBy(x, source, each));
      if (before.length > 0) remember(source, before);
    }
  };

  return {
    say: (x, mask) => remember(x, mask ? [{ axes: [...mask.shape.keys()], mask }] : []),
    of: (x, axes) => {
      const found = new Map(known);
      for (const node of nodesBehind([x], new Set(known.keys()), oldest)) {
        const of = node.inputs.map((input) => (found.get(input) ?? []).filter((each) => passes(node, input, each)));
        if (of.every((each) => each.length === 0)) continue;
        const { inputs, outputs, params } = node;
        const made = rules[node.primitive.name]({ inputs, outputs, of, params: params as never });
        outputs.forEach((output, i) => {
          if (!known.has(output)) found.set(output, made[i] ?? []);
        });
      }
      return alongFirst(x, axes, found.get(x) ?? []);
    },
  };
};

/** Axes that were laid together are passed on where nothing but the shape, or each element by itself, changes. */
const passes = ({ primitive, outputs }: Node, input: AnyTensor, { view }: Presence): boolean =>
  !view ||
  primitive.name === "reshape" ||
  (primitive.elementwise === true && sameShape(input.shape, outputs[0]!.shape));

/** The presence of what x is a view of, from that of x. */
const viewedBy = (x: AnyTensor, source: AnyTensor, said: Presence): readonly Presence[] => {
  const node = nodeOf(x)!;
  if (node.primitive.name === "reshape") return byReshape(said, x.shape, source.shape);
  if (said.view) return [];
  if (node.primitive.name === "transpose")
    return byOrder(said, inverse((node.params as { readonly order: readonly number[] }).order));
  if (node.primitive.name === "broadcastTo")
    return across(said, (axis) => axis - (x.rank - source.rank), x.shape, source.shape);
  return [];
};
