import { augmentations } from "../augmentation/contract/table.ts";
import type { AnyLayer } from "../layers/contract/layer.ts";
import * as layers from "../layers/index.ts";
import type { RecurrentLayer } from "../layers/recurrent/contract/carried.ts";

/** What a layer was made of, by name, made again. */
type Children = Readonly<Record<string, AnyLayer>>;

/** Makes a layer again from the options and children that a layer of its kind says it has. */
type Rebuild = (options: never, children: Children) => AnyLayer;

type Sized<Options, Name extends string, Value = number> = Options & Readonly<Record<Name, Value>>;
type Last<F extends (...args: never[]) => unknown> =
  Required<Parameters<F>> extends [...unknown[], infer Options] ? Options : never;
type Size = Parameters<typeof layers.conv2d>[1];
type Filtered<F extends (...args: never[]) => unknown> = Sized<Last<F>, "filters"> & Readonly<Record<"size", Size>>;
type Unit = Readonly<Record<"units", number>>;
type Share = Readonly<Record<"share", number>>;

/** Every layer that a file can name, by its kind. */
export const rebuild = {
  ...augmentations,
  activityRegularization: (options: Last<typeof layers.activityRegularization>) =>
    layers.activityRegularization(options),
  adaptiveAveragePool: ({ size }: { readonly size: Size }) => layers.adaptiveAveragePool(size),
  adaptiveMaxPool: ({ size }: { readonly size: Size }) => layers.adaptiveMaxPool(size),
  add: () => layers.add(),
  additiveAttention: ({ units, ...options }: Unit & Last<typeof layers.additiveAttention>) =>
    layers.additiveAttention(units, options),
  alphaDropout: ({ share }: Share) => layers.alphaDropout(share),
  average: () => layers.average(),
  averagePool: ({ size, ...options }: Sized<Last<typeof layers.averagePool>, "size", Size>) =>
    layers.averagePool(size, options),
  batchNorm: (options: Last<typeof layers.batchNorm>) => layers.batchNorm(options),
  bidirectional: (options: Last<typeof layers.bidirectional>, { forward }) =>
    layers.bidirectional(forward as RecurrentLayer, options),
  concatenate: ({ axis }: { readonly axis?: number }) => layers.concatenate(axis),
  conv1d: ({ filters, size, ...options }: Filtered<typeof layers.conv1d>) => layers.conv1d(filters, size, options),
  conv2d: ({ filters, size, ...options }: Filtered<typeof layers.conv2d>) => layers.conv2d(filters, size, options),
  conv3d: ({ filters, size, ...options }: Filtered<typeof layers.conv3d>) => layers.conv3d(filters, size, options),
  convLstm2d: ({ filters, size, ...options }: Filtered<typeof layers.convLstm2d>) =>
    layers.convLstm2d(filters, size, options),
  convTranspose1d: ({ filters, size, ...rest }: Filtered<typeof layers.convTranspose1d>) =>
    layers.convTranspose1d(filters, size, rest),
  convTranspose2d: ({ filters, size, ...rest }: Filtered<typeof layers.convTranspose2d>) =>
    layers.convTranspose2d(filters, size, rest),
  convTranspose3d: ({ filters, size, ...rest }: Filtered<typeof layers.convTranspose3d>) =>
    layers.convTranspose3d(filters, size, rest),
  cosineBetween: () => layers.cosineBetween(),
  crop: ({ widths }: { readonly widths: Parameters<typeof layers.crop>[0] }) => layers.crop(widths),
  dense: ({ units, ...options }: Unit & Last<typeof layers.dense>) => layers.dense(units, options),
  depthwiseConv1d: ({ size, ...rest }: Sized<Last<typeof layers.depthwiseConv1d>, "size", Size>) =>
    layers.depthwiseConv1d(size, rest),
  depthwiseConv2d: ({ size, ...rest }: Sized<Last<typeof layers.depthwiseConv2d>, "size", Size>) =>
    layers.depthwiseConv2d(size, rest),
  dot: (options: Last<typeof layers.dot>) => layers.dot(options),
  dropout: ({ share }: Share) => layers.dropout(share),
  embedding: ({ vocabulary, width, ...options }: Sized<Last<typeof layers.embedding>, "vocabulary" | "width">) =>
    layers.embedding(vocabulary, width, options),
  embeddingBag: ({ vocabulary, width, ...options }: Sized<Last<typeof layers.embeddingBag>, "vocabulary" | "width">) =>
    layers.embeddingBag(vocabulary, width, options),
  gaussianDropout: ({ share }: Share) => layers.gaussianDropout(share),
  gaussianNoise: ({ std }: { readonly std: number }) => layers.gaussianNoise(std),
  globalAveragePool: () => layers.globalAveragePool(),
  globalMaxPool: () => layers.globalMaxPool(),
  groupNorm: ({ groups, ...options }: Sized<Last<typeof layers.groupNorm>, "groups">) =>
    layers.groupNorm(groups, options),
  gru: ({ units, ...options }: Unit & Last<typeof layers.gru>) => layers.gru(units, options),
  gruCell: ({ units, ...options }: Unit & Last<typeof layers.gruCell>) => layers.gruCell(units, options),
  instanceNorm: (options: Last<typeof layers.instanceNorm>) => layers.instanceNorm(options),
  layerNorm: (options: Last<typeof layers.layerNorm>) => layers.layerNorm(options),
  lstm: ({ units, ...options }: Unit & Last<typeof layers.lstm>) => layers.lstm(units, options),
  lstmCell: ({ units, ...options }: Unit & Last<typeof layers.lstmCell>) => layers.lstmCell(units, options),
  masking: ({ value }: { readonly value: number | "missing" }) => layers.masking(value),
  maxPool: ({ size, ...options }: Sized<Last<typeof layers.maxPool>, "size", Size>) => layers.maxPool(size, options),
  members: ({ count }: { readonly count: number }, children) => layers.members(count, Object.values(children)[0]!),
  multiHeadAttention: ({ heads, ...options }: Sized<Last<typeof layers.multiHeadAttention>, "heads">) =>
    layers.multiHeadAttention(heads, options),
  multiply: () => layers.multiply(),
  normalize: () => layers.normalize(),
  oneHotEncode: ({ classes }: { readonly classes: number }) => layers.oneHotEncode(classes),
  parallel: ({ listed }: { readonly listed: boolean }, children) =>
    listed ? layers.parallel(...Object.values(children)) : layers.parallel(children),
  permute: ({ axes }: { readonly axes: readonly number[] }) => layers.permute(axes),
  piecewiseLinear: ({ edges }: { readonly edges: readonly (readonly number[])[] }) => layers.piecewiseLinear(edges),
  pixelShuffle: ({ factor }: { readonly factor: number }) => layers.pixelShuffle(factor),
  positionalEmbedding: ({ maxLength, ...options }: Sized<Last<typeof layers.positionalEmbedding>, "maxLength">) =>
    layers.positionalEmbedding(maxLength, options),
  positionalEncoding: () => layers.positionalEncoding(),
  prelu: (options: Last<typeof layers.prelu>) => layers.prelu(options),
  reflectPad: ({ widths }: { readonly widths: Parameters<typeof layers.reflectPad>[0] }) => layers.reflectPad(widths),
  repeat: ({ count }: { readonly count: number }, children) => layers.repeat(count, Object.values(children)[0]!),
  repeatVector: ({ count }: { readonly count: number }) => layers.repeatVector(count),
  replicatePad: ({ widths }: { readonly widths: Parameters<typeof layers.replicatePad>[0] }) =>
    layers.replicatePad(widths),
  rescale: ({ scale, offset }: { readonly scale: number; readonly offset: number }) => layers.rescale(scale, offset),
  reshape: ({ shape }: { readonly shape: readonly number[] }) => layers.reshape(shape),
  residual: ({ shortcut }: { readonly shortcut?: "project" }, { shortcut: own, ...children }) => {
    const around = shortcut ?? own;
    const parts = Object.values(children);
    return around ? layers.residual(...parts, { shortcut: around }) : layers.residual(...parts);
  },
  resize: ({ size, ...options }: Sized<Last<typeof layers.resize>, "size", Size>) => layers.resize(size, options),
  rmsNorm: (options: Last<typeof layers.rmsNorm>) => layers.rmsNorm(options),
  rnn: (options: Last<typeof layers.rnn>, children) =>
    layers.rnn(Object.values(children)[0] as unknown as layers.RecurrentCell, options) as AnyLayer,
  rocket: ({ features, ...options }: Sized<Last<typeof layers.rocket>, "features">) => layers.rocket(features, options),
  sampling: (options: Last<typeof layers.sampling>) => layers.sampling(options),
  separableConv1d: ({ filters, size, ...rest }: Filtered<typeof layers.separableConv1d>) =>
    layers.separableConv1d(filters, size, rest),
  separableConv2d: ({ filters, size, ...rest }: Filtered<typeof layers.separableConv2d>) =>
    layers.separableConv2d(filters, size, rest),
  sequential: (_: unknown, children) => layers.sequential(children),
  simpleRnn: ({ units, ...options }: Unit & Last<typeof layers.simpleRnn>) => layers.simpleRnn(units, options),
  simpleRnnCell: ({ units, ...options }: Unit & Last<typeof layers.simpleRnnCell>) =>
    layers.simpleRnnCell(units, options),
  spatialDropout: ({ share }: Share) => layers.spatialDropout(share),
  spectralNorm: (options: Last<typeof layers.spectralNorm>, children) =>
    layers.spectralNorm(Object.values(children)[0]!, options),
  subtract: () => layers.subtract(),
  timeDistributed: (_: unknown, children) => layers.timeDistributed(Object.values(children)[0]!),
  towers: (_: unknown, children) => layers.towers(children),
  transformerBlock: (options: Last<typeof layers.transformerBlock>, children) =>
    layers.transformerBlock({ ...options, ...children }),
  transformerDecoderBlock: (options: Last<typeof layers.transformerDecoderBlock>, children) =>
    layers.transformerDecoderBlock({ ...options, ...children }),
  upsample: ({ factor }: { readonly factor: number }) => layers.upsample(factor),
  weightNorm: (_: unknown, children) => layers.weightNorm(Object.values(children)[0]!),
  zeroPad: ({ widths }: { readonly widths: Parameters<typeof layers.zeroPad>[0] }) => layers.zeroPad(widths),
} satisfies Readonly<Record<string, Rebuild>>;
