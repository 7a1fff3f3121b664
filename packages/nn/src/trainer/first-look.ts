import { fnv1a } from "@kaviar/base/hash";
import { fold, isTensor, type Key, key, type Structure, tensor, zeros } from "@kaviar/tensor";
import { exampleLike } from "../data/example.ts";
import { rowShapes } from "../data/row-shapes.ts";
import { ModelError } from "../error.ts";
import { type AnyLayer, type Initialized, initialize, type Shapes } from "../layers/contract/layer.ts";
import type { Begun } from "./contract/begun.ts";
import { checkIsCalled, checkLoss, checkName, checkSaid } from "./contract/laws.ts";
import type { Plan } from "./plan.ts";

type Part = Pick<Begun, "initialized" | "example">;

/** What a look at a step has found besides the networks' beginnings. */
interface Found {
  /** Whether the step changes anything at all. */
  readonly changes: boolean;
  readonly updates: ReadonlyMap<string, number>;
  readonly follows: ReadonlyMap<string, string>;
}

/**
 * A step as it is traced for the first time: each network begins with the shape it is first called with, and nothing is
 * computed. Where parameters are asked for before their network is called, the step is looked at once more.
 */
export const lookFirst = (plan: Plan, batch: Structure, forParams: Key): ReadonlyMap<string, Begun> => {
  const parts = new Map<string, Part>();
  const early = new Set<string>();
  const look = () => lookOnce(plan, batch, forParams, parts, early);
  let found: Found | undefined;
  try {
    found = look();
  } catch (error) {
    if (early.size === 0 || [...early].some((name) => !parts.has(name))) throw error;
  }
  if (early.size > 0 || !found) found = look();
  const { changes, updates, follows } = found;
  checkAllUsed(plan, parts, updates);
  if (!changes) throw changesNothing();
  return new Map(
    plan.names.map((name) => [
      name,
      {
        ...parts.get(name)!,
        updates: updates.get(name) ?? 0,
        ...(follows.has(name) ? { follows: follows.get(name)! } : {}),
      },
    ]),
  );
};

const lookOnce = (
  { layers, names, optimizers, step }: Plan,
  batch: Structure,
  forParams: Key,
  parts: Map<string, Part>,
  early: Set<string>,
): Found => {
  const updates = new Map<string, number>();
  const follows = new Map<string, string>();
  let used = new Set<string>();
  let assigned = false;
  const begin = (name: string, x: Structure): Initialized => {
    const known = parts.get(name);
    if (known) return known.initialized;
    const initialized = initialize(layers[name] as AnyLayer, fold(forParams, fnv1a(name)), rowShapes(x));
    parts.set(name, { initialized, example: exampleLike(x) });
    return initialized;
  };
  const call = (name: string) => (x: Structure) => {
    used.add(name);
    return rowsOf(begin(name, x).outputShape, rowsIn(x));
  };
  const said = step(Object.fromEntries(names.map((name) => [name, call(name)])), batch, {
    update: (of, loss) => {
      const networks = typeof of === "string" ? [of] : of;
      for (const name of networks) {
        checkName(name, names);
        if (!optimizers[name]) throw withoutOptimizer(name);
        updates.set(name, (updates.get(name) ?? 0) + 1);
      }
      const before = used;
      used = new Set();
      const value = checkLoss(networks, loss());
      checkIsCalled(networks, used);
      used = new Set([...before, ...used]);
      return value;
    },
    parameters: (name) => {
      checkName(name, names);
      used.add(name);
      const part = parts.get(name);
      if (!part) early.add(name);
      return part?.initialized.params ?? {};
    },
    assign: (name) => {
      checkName(name, names);
      assigned = true;
    },
    follow: (target, learner) => {
      checkName(target, names);
      checkName(learner, names);
      follows.set(target, learner);
    },
    key: () => key(0),
    step: tensor(0),
  });
  checkSaid("step", said);
  return { changes: assigned || updates.size + follows.size > 0, updates, follows };
};

/** What is there and never used is a mistake. */
const checkAllUsed = (
  { names, optimizers }: Plan,
  parts: ReadonlyMap<string, Part>,
  updates: ReadonlyMap<string, number>,
): void => {
  for (const name of names) {
    if (!parts.has(name)) {
      throw new ModelError("layer", `A step calls each of its networks: "${name}" is never called.`, {
        remedy: `Call ${name}(x), or take it out.`,
      });
    }
    if (!optimizers[name] || updates.has(name)) continue;
    throw new ModelError("options", `An optimizer is for a network that is updated: "${name}" never is.`, {
      remedy: `Write update("${name}", () => loss), or leave out its optimizer.`,
    });
  }
};

const changesNothing = (): ModelError =>
  new ModelError("options", "A step changes its networks: this one updates none of them.", {
    remedy: 'Write update("network", () => loss), with optimizers: { network: adam() }.',
  });

const withoutOptimizer = (name: string): ModelError =>
  new ModelError("options", `An update needs an optimizer: "${name}" has none.`, {
    remedy: `Give it one: optimizers: { ${name}: adam() }.`,
  });

/** How many rows there are in a call: they need not be those of the batch. */
const rowsIn = (x: Structure): number =>
  isTensor(x) ? (x.shape[0] ?? 1) : rowsIn(Object.values(x as Record<string, Structure>)[0]!);

/** Rows of zeros, as a network would say them. */
const rowsOf = (shapes: Shapes, rows: number): Structure => {
  if (!Array.isArray(shapes))
    return Object.fromEntries(Object.entries(shapes).map(([name, each]) => [name, rowsOf(each as Shapes, rows)]));
  return shapes.every((n) => typeof n === "number")
    ? zeros([rows, ...(shapes as readonly number[])])
    : (shapes as readonly Shapes[]).map((each) => rowsOf(each, rows));
};
