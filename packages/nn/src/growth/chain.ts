import type { Shapes } from "../layers/contract/layer.ts";
import { type Child, childrenOf, gathered } from "./contract/children.ts";
import type { Tree } from "./contract/numbers.ts";
import { isPositiveAfter } from "./contract/positive.ts";
import { type Growing, type Handed, type Side, unknown } from "./contract/rule.ts";
import { featuresAt, isShape, isWire, type Wire, type Wires } from "./contract/wire.ts";
import { asIdentity, isIdle } from "./identity.ts";

/** What becomes of the layers of a row: one is handed on to one, one is new, one is left away. */
interface Step {
  readonly from?: Child;
  readonly to?: Child;
}

interface Plan {
  readonly score: number;
  readonly steps: readonly Step[];
}

/** What it costs to let a layer begin anew, or to lose one that did something. */
const loss = -100;

const same = (a: Shapes, b: Shapes): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Can one be the other with more features? */
const isNoSmaller = (from: Child, to: Child): boolean => {
  const [before, after] = [from.part.outputShape, to.part.outputShape];
  if (from.layer.kind !== to.layer.kind) return false;
  // A bias that there is no place for, say.
  const isAlone = from.layer.children === undefined;
  if (isAlone && Object.keys(from.params).some((name) => !(name in to.params))) return false;
  if (!isShape(before) || !isShape(after)) return true;
  const axis = featuresAt(after);
  return before.length === after.length && after.every((n, i) => (i === axis ? n >= before[i]! : n === before[i]));
};

/**
 * Which layer of a row goes on as which of a longer row: as many as can be, in their order, the others of the longer row
 * being such that they can begin by changing nothing.
 */
const planned = (
  olds: readonly Child[],
  news: readonly Child[],
  first: Shapes,
  isPositive: boolean,
): readonly Step[] => {
  const known = new Map<string, Plan>();
  const best = (i: number, j: number, positive: boolean): Plan => {
    const name = `${i} ${j} ${positive}`;
    const found = known.get(name) ?? choose(i, j, positive);
    known.set(name, found);
    return found;
  };
  const choose = (i: number, j: number, positive: boolean): Plan => {
    const [from, to] = [olds[i], news[j]];
    if (!from && !to) return { score: 0, steps: [] };
    const plans: Plan[] = [];
    const go = (step: Step, score: number, rest: Plan) =>
      plans.push({ score: score + rest.score, steps: [step, ...rest.steps] });
    if (from && to && isNoSmaller(from, to))
      go({ from, to }, 1, best(i + 1, j + 1, isPositiveAfter(to.layer, positive)));
    if (to) {
      const isSame = same(j === 0 ? first : news[j - 1]!.part.outputShape, to.part.outputShape);
      const isIdentity = isSame && asIdentity(to, positive) !== undefined;
      go({ to }, isIdentity ? 0 : loss, best(i, j + 1, isIdentity && positive));
    }
    if (from) go({ from }, isIdle(from.layer.kind) ? 0 : loss, best(i + 1, j, positive));
    return plans.reduce((a, b) => (b.score > a.score ? b : a));
  };
  return best(0, 0, isPositive).steps;
};

/** Layers in a row, handed on to a row that is as long or longer. */
export const alongChain = (from: Side, to: Side, wires: Wires, { hand, tellOf }: Growing): Handed => {
  const isBody = ({ name }: Child): boolean => name !== "shortcut";
  const [olds, news] = [childrenOf(from).filter(isBody), childrenOf(to).filter(isBody)];
  const first = shapesOf(wires);
  const params: [string, Tree][] = [];
  const state: [string, Tree][] = [];
  let signal = wires;
  for (const step of planned(olds, news, first.after, isWire(wires) && wires.isPositive)) {
    if (!step.to) {
      if (!isIdle(step.from!.layer.kind)) signal = lost(signal, step.from!, tellOf);
      continue;
    }
    const { to: layer } = step;
    const done = step.from ? hand(layer.name, step.from, layer, signal) : inserted(layer, signal, tellOf);
    params.push([layer.name, done.params]);
    state.push([layer.name, done.state]);
    signal = done.out;
  }
  return { params: gathered(params), state: gathered(state), out: signal };
};

type TellOf = Growing["tellOf"];

/** A layer that the smaller network does not have. */
const inserted = (layer: Child, signal: Wires, tellOf: TellOf): Handed => {
  const begun =
    isWire(signal) && same(signal.after, layer.part.outputShape) ? asIdentity(layer, signal.isPositive) : undefined;
  if (begun) {
    if (Object.keys(layer.params).length > 0) tellOf(layer.name, layer.layer.kind)("inserted");
    return { ...begun, out: signal };
  }
  tellOf(layer.name, layer.layer.kind)(
    "anew",
    "The smaller network has no such layer, and this one cannot begin by changing nothing.",
  );
  const { params, state, part } = layer;
  return { params, state, out: unknown(smaller(shapesOf(signal).before, part.outputShape), part.outputShape) };
};

/** The shape that a signal would have had in the smaller network, if a layer of the larger one had been in it. */
const smaller = (before: Shapes, after: Shapes): Shapes => {
  if (!isShape(before) || !isShape(after) || before.length !== after.length) return after;
  const axis = featuresAt(after);
  return after.map((n, i) => (i === axis ? Math.min(n, before[featuresAt(before)]!) : n));
};

const lost = (signal: Wires, { part, name, layer }: Child, tellOf: TellOf): Wires => {
  tellOf(name, layer.kind)("anew", "The larger network has no such layer as the smaller one had here.");
  return isWire(signal) ? (unknown(part.outputShape, signal.after) as Wire) : signal;
};

const shapesOf = (wires: Wires): { readonly before: Shapes; readonly after: Shapes } => {
  if (isWire(wires)) return wires;
  const parts = Object.entries(wires as { readonly [name: string]: Wires }).map(
    ([name, each]) => [name, shapesOf(each)] as const,
  );
  const arranged = (side: "before" | "after"): Shapes =>
    Array.isArray(wires)
      ? parts.map(([, each]) => each[side])
      : Object.fromEntries(parts.map(([name, each]) => [name, each[side]]));
  return { before: arranged("before"), after: arranged("after") };
};
