import { type OptionsOf, text } from "@kaviar/base/check";
import { after, type Code, call, dataCode, layout, recordCode } from "@kaviar/base/code";
import { type ActivationName, activations } from "../activations/contract/table.ts";
import { ModelError } from "../error.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { Json, LayerLike } from "../layers/contract/layer.ts";
import { hasOwnStart } from "../layers/contract/written.ts";
import { options, tables } from "../options.ts";
import { join } from "../parameters/parameters.ts";
import type { rebuild } from "./rebuild.ts";
import { functions, type LayerJson, layerToJson, ownLayers } from "./registry.ts";

const read = options("layerCode", {
  /** What stands before it in its first line: `"const model = "`. */
  before: text.default(""),
  /** What stands behind it: `";"`. */
  behind: text.default(""),
});

export type LayerCodeOptions = OptionsOf<typeof read>;

/** A layer as a program says it. */
export interface LayerCode {
  readonly code: string;
  /** What the code takes from `@kaviar/nn`, in order. */
  readonly names: readonly string[];
}

interface Options {
  readonly [name: string]: Json;
}

interface Children {
  readonly [name: string]: LayerJson;
}

/** The arguments of a call, the last of them without what is usual. */
interface Arguments {
  readonly first: readonly Code[];
  readonly options?: Options;
  /** What else stands in the record of options. */
  readonly also?: { readonly [name: string]: Code };
}

type Write = (layer: LayerJson) => Code;
type Way = (options: Options, children: Children, write: Write) => Arguments;

/** Options that are arguments by themselves, in their order; the rest is a record behind them. */
const positional =
  (...names: readonly string[]): Way =>
  (options) => {
    const rest = Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));
    const given = names.map((name) => options[name]).filter((value) => value !== undefined);
    return { first: given.map((value) => dataCode(value)), options: rest };
  };

const onlyOptions = positional();
const filtered = positional("filters", "size");
const sized = positional("size");
const united = positional("units");
const shared = positional("share");
const widths = positional("widths");
const counted: Way = ({ count }, children, write) => ({ first: [dataCode(count), ...eachOf(children, write)] });
const around: Way = (options, children, write) => ({ first: eachOf(children, write), options });
const bent: Way = (options, { activation }, write) => ({
  first: [],
  options,
  also: activation && !isUsualBend(activation) ? { activation: write(activation) } : {},
});

const isUsualBend = ({ kind }: LayerJson): boolean => kind === ("gelu" satisfies ActivationName);

const eachOf = (children: Children, write: Write): readonly Code[] => Object.values(children).map(write);

/** Layers as a list where their names are those that a list gives them, else as a record. */
const named = (children: Children, write: Write): readonly Code[] => {
  const counts = new Map<string, number>();
  const isUsual = ([name, { kind }]: readonly [string, LayerJson]): boolean => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return name === (count === 1 ? kind : `${kind}${count}`);
  };
  const entries = Object.entries(children);
  if (entries.every(isUsual)) return eachOf(children, write);
  return [recordCode(children, (child) => write(child as LayerJson))];
};

/** How each layer is called. */
const ways: { readonly [Kind in keyof typeof rebuild]: Way } = {
  activityRegularization: onlyOptions,
  adaptiveAveragePool: sized,
  adaptiveMaxPool: sized,
  add: onlyOptions,
  additiveAttention: united,
  alphaDropout: shared,
  average: onlyOptions,
  averagePool: sized,
  batchNorm: onlyOptions,
  bidirectional: (options, { forward }, write) => ({ first: forward ? [write(forward)] : [], options }),
  concatenate: positional("axis"),
  conv1d: filtered,
  conv2d: filtered,
  conv3d: filtered,
  convLstm2d: filtered,
  convTranspose1d: filtered,
  convTranspose2d: filtered,
  convTranspose3d: filtered,
  cosineBetween: onlyOptions,
  crop: widths,
  cutout: onlyOptions,
  dense: united,
  depthwiseConv1d: sized,
  depthwiseConv2d: sized,
  dot: onlyOptions,
  dropout: shared,
  embedding: positional("vocabulary", "width"),
  embeddingBag: positional("vocabulary", "width"),
  gaussianDropout: shared,
  gaussianNoise: positional("std"),
  globalAveragePool: onlyOptions,
  globalMaxPool: onlyOptions,
  groupNorm: positional("groups"),
  gru: united,
  gruCell: united,
  instanceNorm: onlyOptions,
  jitter: onlyOptions,
  layerNorm: onlyOptions,
  lstm: united,
  lstmCell: united,
  masking: positional("value"),
  maxPool: sized,
  members: counted,
  multiHeadAttention: positional("heads"),
  multiply: onlyOptions,
  normalize: onlyOptions,
  oneHotEncode: positional("classes"),
  parallel: ({ listed }, children, write) => ({
    first: listed ? eachOf(children, write) : [recordCode(children, (child) => write(child as LayerJson))],
  }),
  permute: positional("axes"),
  piecewiseLinear: positional("edges"),
  pixelShuffle: positional("factor"),
  positionalEmbedding: positional("maxLength"),
  positionalEncoding: onlyOptions,
  prelu: onlyOptions,
  randomBrightness: onlyOptions,
  randomContrast: onlyOptions,
  randomCrop: onlyOptions,
  randomErase: onlyOptions,
  randomFlip: onlyOptions,
  randomHue: onlyOptions,
  randomRotation: onlyOptions,
  randomSaturation: onlyOptions,
  randomShift: onlyOptions,
  randomZoom: onlyOptions,
  reflectPad: widths,
  repeat: counted,
  repeatVector: positional("count"),
  replicatePad: widths,
  rescale: ({ scale, offset }) => ({
    first: (Object.is(offset, 0) ? [scale!] : [scale!, offset!]).map((each) => dataCode(each)),
  }),
  reshape: positional("shape"),
  residual: (options, { shortcut, ...children }, write) => ({
    first: eachOf(children, write),
    options,
    also: shortcut ? { shortcut: write(shortcut) } : {},
  }),
  resize: sized,
  rmsNorm: onlyOptions,
  rnn: around,
  rocket: positional("features"),
  sampling: onlyOptions,
  separableConv1d: filtered,
  separableConv2d: filtered,
  sequential: (_, children, write) => ({ first: named(children, write) }),
  simpleRnn: united,
  simpleRnnCell: united,
  spatialDropout: shared,
  spectralNorm: around,
  subtract: onlyOptions,
  timeDistributed: around,
  towers: (_, children, write) => ({ first: [recordCode(children, (child) => write(child as LayerJson))] }),
  transformerBlock: bent,
  transformerDecoderBlock: bent,
  upsample: positional("factor"),
  weightNorm: around,
  zeroPad: widths,
};

const isUsual = (kind: string, name: string, value: Json): boolean =>
  JSON.stringify(value) === JSON.stringify(tables.get(kind)?.[name]?.otherwise);

/** A call with its record of options, if there is anything in it. */
const calledWith = (kind: string, { first, options = {}, also = {} }: Arguments): Code => {
  const said = Object.entries(options).filter(([name, value]) => !isUsual(kind, name, value));
  const codes = { ...Object.fromEntries(said.map(([name, value]) => [name, dataCode(value)])), ...also };
  const record = Object.keys(codes).length > 0 ? [recordCode(codes, (code) => code as Code)] : [];
  return call(kind, ...first, ...record);
};

/** An activation, with the parameters that are not the usual ones. */
const activationCode = (name: ActivationName, given: Options = {}): Code => {
  const { options: usual = {} }: { readonly options?: Options } = activations[name];
  const own = Object.entries(given).filter(([each, value]) => value !== usual[each]);
  return own.length === 0 ? name : call(`${name}.with`, recordCode(Object.fromEntries(own)));
};

const isActivation = (kind: string): kind is ActivationName => Object.hasOwn(activations, kind);

/** The paths of layers with initializers of their own. */
const ownStarts = (like: LayerLike, path = ""): readonly string[] => {
  const { options, children = {} } = asLayer(like);
  const inside = Object.entries(children).flatMap(([name, child]) => ownStarts(child, join(path, name)));
  return hasOwnStart(options) ? [path, ...inside] : inside;
};

const quoted = (paths: readonly string[]): string =>
  paths.map((path) => (path === "" ? "the layer itself" : `"${path}"`)).join(", ");

function checkSayable(like: LayerLike, json: LayerJson | undefined): asserts json {
  if (!json)
    throw new ModelError(
      "layer",
      `Code imports what @kaviar/nn exports: got ${quoted(ownLayers(like))}, of your own.`,
      {
        remedy: "Write that program by hand, or take a layer that is there.",
      },
    );
  const starts = ownStarts(like);
  if (starts.length > 0)
    throw new ModelError(
      "layer",
      `Code is written of layers that begin as usual: got ${quoted(starts)}, with an initializer.`,
      { remedy: "Leave the initializer out: the usual one is chosen by the activation that follows." },
    );
}

/**
 * The program that makes a layer: `code` is an expression, `names` what it imports from `@kaviar/nn`.
 *
 * ```ts
 * const { code, names } = layerCode(sequential(conv2d(8, 3, { stride: 1 }), relu));
 * code;                                                   // sequential(conv2d(8, 3), relu)
 * names;                                                  // ["conv2d", "relu", "sequential"]
 * ```
 * Options that are the usual ones are left out. Lines have up to 100 columns. Functions and initializers of your own have
 * no code: layers with them are refused.
 */
export const layerCode = (like: LayerLike, given: LayerCodeOptions = {}): LayerCode => {
  const { before, behind } = read(given);
  const json = layerToJson(like);
  checkSayable(like, json);
  const names = new Set<string>();
  const write: Write = ({ kind, options = {}, children = {} }) => {
    names.add(kind);
    if (isActivation(kind)) return activationCode(kind, options);
    if (Object.hasOwn(functions, kind)) return kind;
    return calledWith(kind, ways[kind as keyof typeof ways](options, children, write));
  };
  const code = layout(after(before, write(json)), { end: behind, width: 100 });
  return { code, names: [...names].sort() };
};
