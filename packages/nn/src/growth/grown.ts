import { anything, notNegative, type OptionsOf, whole } from "@kaviar/base/check";
import { normal, seededRandom } from "@kaviar/base/random";
import { flatten, isTensor, key, type Structure, split, type Tensor, tensor, unflatten } from "@kaviar/tensor";
import type { Inputs } from "../data/rows.ts";
import { ModelError } from "../error.ts";
import { costOf } from "../evaluation/cost.ts";
import { rowsAtOnce } from "../evaluation/rows-at-once.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import { type AnyLayer, initialize, type LayerLike, type Shapes } from "../layers/contract/layer.ts";
import { createTrainedModel, type TrainedModel } from "../model/trained-model.ts";
import { options } from "../options.ts";
import { join } from "../parameters/parameters.ts";
import type { Numbers, Tree } from "./contract/numbers.ts";
import { isPositiveAfter } from "./contract/positive.ts";
import type { Growing, GrownLayer, Handed, Side } from "./contract/rule.ts";
import { featuresAt, inTurn, isShape, isWire, type Wires, wiresIn } from "./contract/wire.ts";
import { ruleOf } from "./rules.ts";
import { withStatistics } from "./statistics.ts";

const read = options("grown", {
  /** By how much the weights from copies of a unit differ, in standard deviations of the layer's; what they add up to stays. */
  noise: notNegative.default(0.25),
  /** What begins anew is drawn from it, and that noise. */
  seed: whole(0).default(0),
  /** Rows to learn from: new batch norms in a row begin with what they see of them, and change nothing in training either. */
  rows: anything<Inputs>().optional(),
});

export type GrownOptions = OptionsOf<typeof read>;

export interface Grown {
  readonly model: TrainedModel;
  /** Whether it says the same as the smaller one: nothing had to begin anew. */
  readonly isSame: boolean;
  /** What has become of each layer with weights, and which others are not what they were. */
  readonly layers: readonly GrownLayer[];
}

/**
 * A larger network that says what a smaller one has learned to say: layers may be wider, and there may be more of them.
 * (Chen, Goodfellow & Shlens 2016)
 *
 * ```ts
 * const { model, isSame, layers } = await grown(trained, sequential(dense(64), relu, dense(64), relu, dense(3)));
 * const better = await fit(model, { x, y }, options);
 * ```
 * New units are copies, whose outgoing weights share what the one had; new layers begin by changing nothing, where they can.
 * `layers` says what became of each, and what begins anew and why: `isSame` is false then.
 */
export const grown = async (trained: TrainedModel, larger: LayerLike, given: GrownOptions = {}): Promise<Grown> => {
  const { noise, seed, rows } = read(given);
  if (!("parts" in trained))
    throw new ModelError(
      "layer",
      `grown takes a model that has been trained: got the layer ${(trained as AnyLayer).kind}.`,
      {
        remedy: "Give it what fit, train or load made, and then the larger layer.",
      },
    );
  const { layer: small, settings, rowsAtOnce: _, ...parts } = trained.parts;
  const layer = asLayer(larger);
  const [old, made] = [small, layer].map((each) => initialize(each, split(key(seed), 2)[0]!, trained.inputShape)) as [
    ReturnType<typeof initialize>,
    ReturnType<typeof initialize>,
  ];
  checkOutputs(old.outputShape, made.outputShape);
  const from: Side = { layer: small, part: old, params: await treeOf(parts.params), state: await treeOf(parts.state) };
  const to: Side = { layer, part: made, params: await treeOf(made.params), state: await treeOf(made.state) };
  const told: GrownLayer[] = [];
  const handed = handOn(from, to, wiresOf(trained.inputShape), { told, noise, random: seededRandom(seed, 0x67) });
  if (!wiresIn(handed.out).every(({ from }) => from.every((source, i) => source === i)))
    told.push({
      path: "",
      kind: layer.kind,
      how: "anew",
      why: "What comes out are copies of units, which no layer adds up.",
    });
  const begun = {
    layer,
    params: structureOf(handed.params, made.params),
    state: structureOf(handed.state, made.state),
  };
  const learned = rows === undefined ? begun : await withStatistics(begun, told, { rows, example: parts.example });
  const model = createTrainedModel({
    ...parts,
    ...learned,
    settings,
    rowsAtOnce: rowsAtOnce(costOf(made)),
  } as TrainedModel["parts"]);
  return { model, isSame: told.every(({ how }) => how !== "anew"), layers: told };
};

interface Means {
  readonly told: GrownLayer[];
  readonly noise: number;
  readonly random: () => number;
}

/** The whole of one network to the other. */
const handOn = (from: Side, to: Side, wires: Wires, { told, noise, random }: Means): Handed => {
  const at = (path: string, kind: string): Growing => {
    const tellOf: Growing["tellOf"] = (name, own) => (how, why) => {
      told.push({ path: name === "" ? path : join(path, name), kind: own, how, ...(why === undefined ? {} : { why }) });
    };
    return {
      tell: tellOf("", kind),
      tellOf,
      noise: (deviation) => () => noise * deviation * normal(random),
      hand: (name, a, b, signal) => hand(join(path, name), a, b, signal),
    };
  };
  const hand = (path: string, a: Side, b: Side, signal: Wires): Handed => {
    const positive = wiresIn(signal).every(({ isPositive }) => isPositive);
    const done = ruleOf(b.layer.kind)(a, b, signal, at(path, b.layer.kind));
    return { ...done, out: marked(done.out, isPositiveAfter(b.layer, positive)) };
  };
  if (from.layer.kind === to.layer.kind) return hand("", from, to, wires);
  throw new ModelError(
    "layer",
    `grown takes a layer of the same kind as the trained one: got ${to.layer.kind} after ${from.layer.kind}.`,
    { remedy: "Put both into a sequential: what follows in it may differ." },
  );
};

const marked = (wires: Wires, isPositive: boolean): Wires => {
  if (isWire(wires)) return { ...wires, isPositive };
  if (Array.isArray(wires)) return wires.map((each) => marked(each, isPositive));
  return Object.fromEntries(
    Object.entries(wires).map(([name, each]: [string, Wires]) => [name, marked(each, isPositive)]),
  );
};

/** What goes in, of which nothing is copied. */
const wiresOf = (shapes: Shapes): Wires => {
  if (isShape(shapes)) {
    const features = shapes[featuresAt(shapes)] ?? 1;
    return { before: shapes, after: shapes, from: inTurn(features, features), isPositive: false };
  }
  if (Array.isArray(shapes)) return (shapes as readonly Shapes[]).map(wiresOf);
  return Object.fromEntries(Object.entries(shapes).map(([name, each]) => [name, wiresOf(each as Shapes)]));
};

const checkOutputs = (before: Shapes, after: Shapes): void => {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  throw new ModelError(
    "shape",
    `A larger network makes what the smaller one makes: got outputs ${JSON.stringify(after)} after ${JSON.stringify(before)}.`,
    { remedy: "Its last layer has as many units as before; those before it may have more." },
  );
};

const treeOf = async (structure: object): Promise<Tree> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(structure).map(async ([name, part]) => [
        name,
        isTensor(part) ? await numbersOf(part as Tensor) : await treeOf(part),
      ]),
    ),
  );

const numbersOf = async (part: Tensor): Promise<Numbers> => ({
  data: Float32Array.from(await part.data()),
  shape: part.shape,
});

/** As tensors, arranged as in another structure. */
const structureOf = <S extends object>(tree: Tree, like: S): S => {
  const numbers = (part: Tree | Numbers, own: Structure): readonly Numbers[] =>
    isTensor(own)
      ? [part as Numbers]
      : Object.entries(own as object).flatMap(([name, each]) => numbers((part as Tree)[name]!, each));
  const tensors = flatten(like as Structure) as readonly Tensor[];
  const all = numbers(tree, like as Structure);
  return unflatten(
    like as Structure,
    tensors.map((_, i) => tensor(all[i]!.data, { shape: all[i]!.shape })),
  ) as S;
};
