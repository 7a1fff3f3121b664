import { type ActivationName, activations } from "../activations/contract/table.ts";
import type { Json } from "../layers/contract/layer.ts";
import type { rebuild } from "../registry/rebuild.ts";
import { alongChain } from "./chain.ts";
import { childrenOf, gathered } from "./contract/children.ts";
import { deviationOf, filled, isAlike, isNumbers, type Numbers, shared, type Tree, taken } from "./contract/numbers.ts";
import { anew, type Growing, type Handed, type Rule, type Side, unknown } from "./contract/rule.ts";
import {
  featuresAt,
  inTurn,
  isEven,
  isItself,
  isShape,
  isWire,
  rearranged,
  type Wire,
  type Wires,
  wiresIn,
} from "./contract/wire.ts";

interface Options {
  readonly [name: string]: Json;
}

/** Are options the same, but for these? */
const agree = (from: Side, to: Side, ...except: readonly string[]): boolean => {
  const rest = ({ layer }: Side) =>
    JSON.stringify(
      Object.entries((layer.options ?? {}) as Options)
        .filter(([name]) => !except.includes(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return rest(from) === rest(to);
};

/** What comes out, its features being these of the smaller layer's; undefined where it is of other places. */
const wireOf = ({ part: old }: Side, { part }: Side, from: Int32Array): Wire | undefined => {
  const [before, after] = [old.outputShape, part.outputShape];
  if (!isShape(before) || !isShape(after) || before.length !== after.length) return undefined;
  const axis = featuresAt(after);
  const fits = after.every((n, i) => i === axis || n === before[i]);
  return fits && after[axis] === from.length ? { before, after, from, isPositive: false } : undefined;
};

const otherOptions = "It has other options than the one in the smaller network.";
const otherPlaces = "It makes something of another shape than in the smaller network.";
const fewer = "It has fewer units than in the smaller network.";
const copies = "It looks at all features at once, and copies of some would change what it sees.";

/** Numbers that stay as they are, where what comes in does. */
const kept: Rule = (from, to, wires, growing) => {
  if (!agree(from, to)) return anew(from, to, growing, otherOptions);
  if (!isAlike(from.params, to.params) || !isAlike(from.state, to.state)) return anew(from, to, growing, otherPlaces);
  if (!wiresIn(wires).every(isItself)) return anew(from, to, growing, copies);
  if (Object.keys(to.params).length + Object.keys(to.state).length > 0) growing.tell("kept");
  return { params: from.params, state: from.state, out: unknown(from.part.outputShape, to.part.outputShape) };
};

/** Layers without weights, that do the same to each feature: copies stay copies. */
const passed =
  (...free: readonly string[]): Rule =>
  (from, to, wires, growing) => {
    if (!agree(from, to, ...free)) return anew(from, to, growing, otherOptions);
    const out = isWire(wires) ? wireOf(from, to, wires.from) : undefined;
    return out ? { params: to.params, state: to.state, out } : anew(from, to, growing, otherPlaces);
  };

/** What is drawn at random in training only may be of another strength. */
const idle: Rule = (from, to, wires) => ({
  params: to.params,
  state: to.state,
  out: isWire(wires) ? wires : unknown(from.part.outputShape, to.part.outputShape),
});

const howOf = (from: Side, to: Side, wire: Wire) =>
  isItself(wire) && isAlike(from.params, to.params) ? "kept" : "widened";

const biasOf = (from: Side, to: Side, units: Int32Array): Tree | undefined => {
  if (!to.params.bias) return from.params.bias ? undefined : {};
  return { bias: from.params.bias ? taken(from.params.bias as Numbers, 0, units) : filled([units.length], 0) };
};

/** In the middle of a larger kernel, whose other places begin as 0. */
const centred = ({ data, shape }: Numbers, kernel: readonly number[]): Numbers => {
  const made = filled([...shape.slice(0, 2), ...kernel], 0);
  const old = shape.slice(2);
  const places = old.reduce((product, n) => product * n, 1);
  const larger = kernel.reduce((product, n) => product * n, 1);
  for (let i = 0; i < data.length; i++) {
    let [rest, place, step] = [i % places, 0, 1];
    for (let axis = old.length - 1; axis >= 0; axis--) {
      place += ((rest % old[axis]!) + (kernel[axis]! - old[axis]!) / 2) * step;
      rest = Math.floor(rest / old[axis]!);
      step *= kernel[axis]!;
    }
    made.data[Math.floor(i / places) * larger + place] = data[i]!;
  }
  return made;
};

/** Can a kernel lie in the middle of the other one, and see the same? */
const fitsInside = (from: readonly number[], to: readonly number[], options: Options = {}): boolean =>
  from.join() === to.join() ||
  (to.every((n, axis) => n >= from[axis]! && (n - from[axis]!) % 2 === 0) &&
    (options.padding ?? "same") === "same" &&
    [options.stride ?? 1].flat().every((n) => n === 1));

/** Sums over what comes in: of copies each gets a part of the weight. */
const weighed =
  (inputs: 0 | 1, outputs: 0 | 1): Rule =>
  (from, to, wires, growing) => {
    if (!isWire(wires)) return anew(from, to, growing, otherPlaces);
    const [weight, wanted] = [from.params.weight as Numbers, to.params.weight as Numbers];
    if (!agree(from, to, "units", "filters", "size", "bias")) return anew(from, to, growing, otherOptions);
    if (wanted.shape[outputs]! < weight.shape[outputs]!) return anew(from, to, growing, fewer);
    const kernel = wanted.shape.slice(2);
    if (!fitsInside(weight.shape.slice(2), kernel, to.layer.options)) return anew(from, to, growing, otherOptions);
    const isGrouped = ((to.layer.options?.groups as number | undefined) ?? 1) > 1;
    if (isGrouped) return kept(from, to, wires, growing);
    const units = inTurn(weight.shape[outputs]!, wanted.shape[outputs]!);
    const bias = biasOf(from, to, units);
    const out = wireOf(from, to, units);
    if (!bias) return anew(from, to, growing, "It has no bias, and the one in the smaller network has.");
    if (!out || wires.from.length !== wanted.shape[inputs]) return anew(from, to, growing, otherPlaces);
    growing.tell(howOf(from, to, wires));
    const noise = growing.noise(deviationOf(weight));
    const whole = shared(centred(weight, kernel), inputs, wires.from, noise);
    return { params: { weight: taken(whole, outputs, units), ...bias }, state: {}, out };
  };

const overFeatures = weighed(0, 1);

/** Along the last axis, which of images is not that of the features. */
const dense: Rule = (from, to, wires, growing) =>
  (isWire(wires) && wires.after.length <= 2 ? overFeatures : kept)(from, to, wires, growing);

const convolved = weighed(1, 0);

/** A kernel for each channel: copies of channels have copies of it. */
const depthwise: Rule = (from, to, wires, growing) => {
  const [weight, wanted] = [from.params.weight as Numbers, to.params.weight as Numbers];
  if (!isWire(wires) || !agree(from, to, "size", "bias")) return anew(from, to, growing, otherOptions);
  if (!fitsInside(weight.shape.slice(2), wanted.shape.slice(2), to.layer.options))
    return anew(from, to, growing, otherOptions);
  const each = weight.shape[0]! / wires.before[featuresAt(wires.before)]!;
  const units = Int32Array.from(
    { length: wires.from.length * each },
    (_, i) => wires.from[Math.floor(i / each)]! * each + (i % each),
  );
  const [bias, out] = [biasOf(from, to, units), wireOf(from, to, units)];
  if (!bias || !out) return anew(from, to, growing, otherPlaces);
  growing.tell(howOf(from, to, wires));
  return { params: { weight: taken(centred(weight, wanted.shape.slice(2)), 0, units), ...bias }, state: {}, out };
};

/** Numbers of each feature: those of its copies are the same. */
const featurewise =
  (isSafe: (wire: Wire) => boolean): Rule =>
  (from, to, wires, growing) => {
    if (!isWire(wires) || !agree(from, to, "momentum")) return anew(from, to, growing, otherOptions);
    const out = wireOf(from, to, wires.from);
    const features = wires.before[featuresAt(wires.before)]!;
    const all = [...Object.values(from.params), ...Object.values(from.state)];
    const isOfFeatures = all.every((each) => isNumbers(each) && each.shape.length === 1 && each.shape[0] === features);
    if (!out || !isOfFeatures || to.layer.options?.axis !== undefined) return kept(from, to, wires, growing);
    if (!isItself(wires) && !isSafe(wires)) return anew(from, to, growing, copies);
    const widened = (tree: Tree): Tree =>
      Object.fromEntries(Object.entries(tree).map(([name, each]) => [name, taken(each as Numbers, 0, wires.from)]));
    const params = widened(from.params);
    if (!isAlike(params, to.params)) return anew(from, to, growing, otherOptions);
    growing.tell(howOf(from, to, wires));
    return { params, state: widened(from.state), out };
  };

/** Gates of units stand side by side, each as a matrix of its own. */
const recurrent: Rule = (from, to, wires, growing) => {
  if (!isWire(wires) || !agree(from, to, "units", "dropout", "recurrentDropout") || to.layer.options?.state === true)
    return anew(from, to, growing, otherOptions);
  const [old, wanted] = [from.params.recurrentWeight as Numbers, to.params.recurrentWeight as Numbers];
  const [before, after] = [old.shape[0]!, wanted.shape[0]!];
  if (after < before) return anew(from, to, growing, fewer);
  const units = inTurn(before, after);
  const gates = Int32Array.from(
    { length: wanted.shape[1]! },
    (_, i) => Math.floor(i / after) * before + units[i % after]!,
  );
  const out = wireOf(from, to, units);
  if (!out) return anew(from, to, growing, otherPlaces);
  growing.tell(howOf(from, to, wires));
  const { inputWeight, recurrentWeight, ...biases } = from.params as { readonly [name: string]: Numbers };
  const part = (weight: Numbers, inputs: Int32Array) =>
    taken(shared(weight, 0, inputs, growing.noise(deviationOf(weight))), 1, gates);
  return {
    params: {
      inputWeight: part(inputWeight!, wires.from),
      recurrentWeight: part(recurrentWeight!, units),
      ...Object.fromEntries(Object.entries(biases).map(([name, bias]) => [name, taken(bias, 0, gates)])),
    },
    state: to.state,
    out,
  };
};

/** Rows of a table of vectors; more rows than there were begin anew, as nothing was learned of them. */
const rowsOf =
  (isOfInput: boolean): Rule =>
  (from, to, wires, growing) => {
    const [weight, wanted] = [from.params.weight as Numbers, to.params.weight as Numbers];
    const from1 = isOfInput && isWire(wires) ? wires.from : inTurn(weight.shape[1]!, wanted.shape[1]!);
    if (wanted.shape[0]! < weight.shape[0]! || wanted.shape[1]! < weight.shape[1]!)
      return anew(from, to, growing, fewer);
    if (!agree(from, to, "vocabulary", "width", "maxLength")) return anew(from, to, growing, otherOptions);
    const out = wireOf(from, to, from1);
    if (!out || !isWire(wires)) return anew(from, to, growing, otherPlaces);
    const known = taken(weight, 1, from1);
    const data = Float32Array.from(wanted.data);
    data.set(known.data);
    growing.tell(weight.shape.join() === wanted.shape.join() ? "kept" : "widened");
    return { params: { weight: { data, shape: wanted.shape } }, state: to.state, out };
  };

/** Where the numbers of an example go when it is laid out anew, in a shape. */
type Turn = (shape: readonly number[], options: Options) => ArrayLike<number>;

const inOrder: Turn = (shape) => Int32Array.from({ length: shape.reduce((product, n) => product * n, 1) }, (_, i) => i);

const permuted: Turn = (shape, { axes }) => {
  const order = (axes as readonly number[]).map((axis) => axis - 1);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, n) => product * n, 1));
  const sizes = order.map((axis) => shape[axis]!);
  return Int32Array.from({ length: sizes.reduce((product, n) => product * n, 1) }, (_, i) => {
    let [rest, source] = [i, 0];
    for (let at = order.length - 1; at >= 0; at--) {
      source += (rest % sizes[at]!) * strides[order[at]!]!;
      rest = Math.floor(rest / sizes[at]!);
    }
    return source;
  });
};

const laidOut =
  (turn: Turn): Rule =>
  (from, to, wires, growing) => {
    const shapes = [from.part.outputShape, to.part.outputShape] as const;
    if (!isWire(wires) || !isShape(shapes[0]) || !isShape(shapes[1])) return anew(from, to, growing, otherPlaces);
    const turned = [turn(wires.before, from.layer.options ?? {}), turn(wires.after, to.layer.options ?? {})] as const;
    const out = rearranged(wires, [shapes[0], shapes[1]], turned);
    return out ? { params: {}, state: to.state, out } : anew(from, to, growing, copies);
  };

/** Signals of which each is the same sum, product or mean: all have to be copied alike. */
const joined: Rule = (from, to, wires, growing) => {
  const [first, ...others] = wiresIn(wires);
  const out =
    first && others.every((each) => each.from.join() === first.from.join()) ? wireOf(from, to, first.from) : undefined;
  return out
    ? { params: {}, state: to.state, out }
    : anew(from, to, growing, "What it joins has been widened in different ways.");
};

const concatenated: Rule = (from, to, wires, growing) => {
  const parts = wiresIn(wires);
  if (!agree(from, to)) return anew(from, to, growing, otherOptions);
  if (to.layer.options?.axis !== undefined) return joined(from, to, wires, growing);
  const units: number[] = [];
  let offset = 0;
  for (const { before, from: own } of parts) {
    for (const unit of own) units.push(offset + unit);
    offset += before[featuresAt(before)]!;
  }
  const out = wireOf(from, to, Int32Array.from(units));
  return out ? { params: {}, state: to.state, out } : anew(from, to, growing, otherPlaces);
};

const branches: Rule = (from, to, wires, growing) => {
  const [olds, news] = [childrenOf(from), childrenOf(to)];
  if (olds.length !== news.length) return anew(from, to, growing, "It has other branches than in the smaller network.");
  const done = news.map((child, i) => {
    const old = olds[i]!;
    const isSameKind = old.layer.kind === child.layer.kind;
    return [child.name, isSameKind ? growing.hand(child.name, old, child, wires) : other(child, growing)] as const;
  });
  const isList = (to.layer.options as { readonly listed?: boolean } | undefined)?.listed ?? true;
  return {
    params: gathered(done.map(([name, { params }]) => [name, params])),
    state: gathered(done.map(([name, { state }]) => [name, state])),
    out: isList ? done.map(([, { out }]) => out) : Object.fromEntries(done.map(([name, { out }]) => [name, out])),
  };
};

/** Each input goes on by itself. */
const towers: Rule = (from, to, wires, growing) => {
  const olds = childrenOf(from);
  const done = childrenOf(to).map((child) => {
    const old = olds.find(({ name }) => name === child.name);
    const own = (wires as Readonly<Record<string, Wires>>)[child.name]!;
    const isSameKind = old?.layer.kind === child.layer.kind;
    return [child.name, isSameKind ? growing.hand(child.name, old, child, own) : other(child, growing)] as const;
  });
  return {
    params: gathered(done.map(([name, { params }]) => [name, params])),
    state: gathered(done.map(([name, { state }]) => [name, state])),
    out: Object.fromEntries(done.map(([name, { out }]) => [name, out])),
  };
};

const other = (
  { name, layer, params, state, part }: ReturnType<typeof childrenOf>[number],
  { tellOf }: Growing,
): Handed => {
  tellOf(name, layer.kind)("anew", "The smaller network has another layer here.");
  return { params, state, out: unknown(part.outputShape, part.outputShape) };
};

/** x + f(x): what is added has to be copied alike. */
const residual: Rule = (from, to, wires, growing) => {
  const body = alongChain(from, to, wires, growing);
  const [old, aside] = [from, to].map((side) => childrenOf(side).find(({ name }) => name === "shortcut"));
  if (!old !== !aside) return anew(from, to, growing, "Only one of the two has a projection beside it.");
  const side = old && aside ? growing.hand("shortcut", old, aside, wires) : undefined;
  const [main, beside] = [body.out, side?.out ?? wires];
  if (!isWire(main) || !isWire(beside) || main.from.join() !== beside.from.join())
    return anew(from, to, growing, "What it adds and what it adds to have been widened in different ways.");
  return {
    params: { ...body.params, ...(side && Object.keys(side.params).length > 0 ? { shortcut: side.params } : {}) },
    state: { ...body.state, ...(side && Object.keys(side.state).length > 0 ? { shortcut: side.state } : {}) },
    out: main,
  };
};

/** A depthwise convolution, then one of size 1. */
const separable: Rule = (from, to, wires, growing) => {
  if (!isWire(wires) || !agree(from, to, "filters", "bias")) return anew(from, to, growing, otherOptions);
  const [around, across] = [from.params, to.params].map((params) => params as { readonly [name: string]: Tree });
  const weight = around!.depthwise!.weight as Numbers;
  const each = weight.shape[0]! / wires.before[featuresAt(wires.before)]!;
  const between = Int32Array.from(
    { length: wires.from.length * each },
    (_, i) => wires.from[Math.floor(i / each)]! * each + (i % each),
  );
  const [old, wanted] = [around!.pointwise!, across!.pointwise!] as const;
  const units = inTurn((old.weight as Numbers).shape[0]!, (wanted.weight as Numbers).shape[0]!);
  const out = wireOf(from, to, units);
  const isSmaller = units.length < (old.weight as Numbers).shape[0]!;
  if (!out || isSmaller || !old.bias !== !wanted.bias) return anew(from, to, growing, otherPlaces);
  growing.tell(howOf(from, to, wires));
  const mixed = shared(old.weight as Numbers, 1, between, growing.noise(deviationOf(old.weight as Numbers)));
  return {
    params: {
      depthwise: { weight: taken(weight, 0, between) },
      pointwise: {
        weight: taken(mixed, 0, units),
        ...(old.bias ? { bias: taken(old.bias as Numbers, 0, units) } : {}),
      },
    },
    state: {},
    out,
  };
};

/** Of the same width, with more hidden units. */
const transformer: Rule = (from, to, wires, growing) => {
  const { feedForward: oldNet, ...oldRest } = from.params as { readonly [name: string]: Tree };
  const { feedForward: newNet, ...newRest } = to.params as { readonly [name: string]: Tree };
  const [old, wanted] = [oldNet!.hidden as Tree, newNet!.hidden as Tree].map(
    ({ weight }) => (weight as Numbers).shape[1]!,
  );
  const [activation, after] = [from, to].map(({ layer }) => Object.values(layer.children ?? {})[0] as Side["layer"]);
  const isBentAlike = activation!.kind === after!.kind && isElementwise(after!.kind);
  if (!agree(from, to, "hidden", "dropout") || !isBentAlike) return anew(from, to, growing, otherOptions);
  if (!wiresIn(wires).every(isItself) || !isAlike(oldRest, newRest)) return anew(from, to, growing, copies);
  if (wanted! < old!) return anew(from, to, growing, fewer);
  const units = inTurn(old!, wanted!);
  const { hidden, output, ...bend } = oldNet as { readonly [name: string]: { readonly [name: string]: Numbers } };
  const noise = growing.noise(deviationOf(output!.weight!));
  growing.tell(old === wanted ? "kept" : "widened");
  return {
    params: {
      ...from.params,
      feedForward: {
        ...bend,
        hidden: { weight: taken(hidden!.weight!, 1, units), bias: taken(hidden!.bias!, 0, units) },
        output: { ...output!, weight: shared(output!.weight!, 0, units, noise) },
      },
    },
    state: to.state,
    out: unknown(from.part.outputShape, to.part.outputShape),
  };
};

const bothWays: Rule = (from, to, wires, growing) => {
  if (!agree(from, to)) return anew(from, to, growing, otherOptions);
  const [olds, news] = [childrenOf(from), childrenOf(to)];
  const [forward, backward] = news.map((child, i) => growing.hand(child.name, olds[i]!, child, wires)) as [
    Handed,
    Handed,
  ];
  const [ahead, back] = [forward.out, backward.out] as [Wire, Wire];
  const units =
    (to.layer.options?.merge ?? "concatenate") === "concatenate"
      ? Int32Array.from([
          ...ahead.from,
          ...Array.from(back.from, (unit) => ahead.before[featuresAt(ahead.before)]! + unit),
        ])
      : ahead.from;
  const out = wireOf(from, to, units);
  const params = { forward: forward.params, backward: backward.params };
  const state = gathered([
    ["forward", forward.state],
    ["backward", backward.state],
  ]);
  return out ? { params, state, out } : anew(from, to, growing, otherPlaces);
};

const pooled = passed();

/** How each layer is handed on. */
const rules: { readonly [Kind in keyof typeof rebuild]: Rule } = {
  activityRegularization: idle,
  adaptiveAveragePool: pooled,
  adaptiveMaxPool: pooled,
  add: joined,
  additiveAttention: kept,
  alphaDropout: idle,
  average: joined,
  averagePool: pooled,
  batchNorm: featurewise(() => true),
  bidirectional: bothWays,
  concatenate: concatenated,
  conv1d: convolved,
  conv2d: convolved,
  conv3d: convolved,
  convLstm2d: kept,
  convTranspose1d: kept,
  convTranspose2d: kept,
  convTranspose3d: kept,
  cosineBetween: kept,
  crop: pooled,
  cutout: idle,
  dense,
  depthwiseConv1d: depthwise,
  depthwiseConv2d: depthwise,
  dot: kept,
  dropout: idle,
  embedding: rowsOf(false),
  embeddingBag: kept,
  gaussianDropout: idle,
  gaussianNoise: idle,
  globalAveragePool: pooled,
  globalMaxPool: pooled,
  groupNorm: kept,
  gru: recurrent,
  gruCell: kept,
  instanceNorm: featurewise(() => true),
  jitter: idle,
  layerNorm: featurewise(isEven),
  lstm: recurrent,
  lstmCell: kept,
  masking: kept,
  maxPool: pooled,
  members: kept,
  multiHeadAttention: kept,
  multiply: joined,
  normalize: kept,
  oneHotEncode: kept,
  parallel: branches,
  permute: laidOut(permuted),
  piecewiseLinear: kept,
  pixelShuffle: kept,
  positionalEmbedding: rowsOf(true),
  positionalEncoding: kept,
  prelu: featurewise(() => true),
  randomBrightness: idle,
  randomContrast: idle,
  randomCrop: idle,
  randomErase: idle,
  randomFlip: idle,
  randomHue: idle,
  randomRotation: idle,
  randomSaturation: idle,
  randomShift: idle,
  randomZoom: idle,
  reflectPad: pooled,
  repeat: alongChain,
  repeatVector: pooled,
  replicatePad: pooled,
  rescale: pooled,
  reshape: laidOut(inOrder),
  residual,
  resize: pooled,
  rmsNorm: featurewise(isEven),
  rnn: kept,
  rocket: kept,
  sampling: kept,
  separableConv1d: separable,
  separableConv2d: separable,
  sequential: alongChain,
  simpleRnn: recurrent,
  simpleRnnCell: kept,
  spatialDropout: idle,
  spectralNorm: kept,
  subtract: joined,
  timeDistributed: kept,
  towers,
  transformerBlock: transformer,
  transformerDecoderBlock: kept,
  upsample: pooled,
  weightNorm: kept,
  zeroPad: pooled,
};

/** Activations that look at other features too. */
const acrossFeatures: ReadonlySet<string> = new Set<ActivationName>([
  "glu",
  "hardmax",
  "logSoftmax",
  "softmax",
  "softmin",
]);

const isElementwise = (kind: string): boolean => Object.hasOwn(activations, kind) && !acrossFeatures.has(kind);

/** How a layer of a kind is handed on; functions that are not known are, where what comes in has not changed. */
export const ruleOf = (kind: string): Rule => {
  if (isElementwise(kind)) return pooled;
  if (kind === "flatten") return laidOut(inOrder);
  return Object.hasOwn(rules, kind) ? rules[kind as keyof typeof rules] : kept;
};
