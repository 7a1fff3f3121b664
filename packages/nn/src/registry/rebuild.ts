import { augmentations } from "../augmentation/table.ts";
import { multiHeadAttention } from "../layers/attention/multi-head-attention.ts";
import { positionalEmbedding } from "../layers/attention/positional-embedding.ts";
import { positionalEncoding } from "../layers/attention/positional-encoding.ts";
import { add, concatenate, multiply } from "../layers/combinators/join.ts";
import { parallel } from "../layers/combinators/parallel.ts";
import { repeat } from "../layers/combinators/repeat.ts";
import { residual } from "../layers/combinators/residual.ts";
import { sequential } from "../layers/combinators/sequential.ts";
import type { AnyLayer } from "../layers/contract/layer.ts";
import { conv1d, conv2d } from "../layers/convolution/conv.ts";
import { convTranspose1d, convTranspose2d } from "../layers/convolution/conv-transpose.ts";
import { depthwiseConv2d } from "../layers/convolution/depthwise-conv2d.ts";
import { separableConv2d } from "../layers/convolution/separable-conv2d.ts";
import { dense } from "../layers/core/dense.ts";
import { prelu } from "../layers/core/prelu.ts";
import { embedding } from "../layers/embedding/embedding.ts";
import { oneHotEncode } from "../layers/embedding/one-hot-encode.ts";
import { cosineBetween } from "../layers/latent/cosine-between.ts";
import { sampling } from "../layers/latent/sampling.ts";
import { batchNorm } from "../layers/normalization/batch-norm.ts";
import { groupNorm, instanceNorm } from "../layers/normalization/group-norm.ts";
import { layerNorm } from "../layers/normalization/layer-norm.ts";
import { normalize } from "../layers/normalization/normalize.ts";
import { rmsNorm } from "../layers/normalization/rms-norm.ts";
import { averagePool } from "../layers/pooling/average-pool.ts";
import { globalAveragePool, globalMaxPool } from "../layers/pooling/global-pool.ts";
import { maxPool } from "../layers/pooling/max-pool.ts";
import { bidirectional } from "../layers/recurrent/bidirectional.ts";
import type { RecurrentLayer } from "../layers/recurrent/contract/recurrent.ts";
import { gru } from "../layers/recurrent/gru.ts";
import { lstm } from "../layers/recurrent/lstm.ts";
import { simpleRnn } from "../layers/recurrent/simple-rnn.ts";
import { activityRegularization } from "../layers/regularization/activity-regularization.ts";
import { alphaDropout } from "../layers/regularization/alpha-dropout.ts";
import { dropout, spatialDropout } from "../layers/regularization/dropout.ts";
import { gaussianDropout, gaussianNoise } from "../layers/regularization/gaussian-noise.ts";
import { crop, zeroPad } from "../layers/shaping/border.ts";
import { permute } from "../layers/shaping/permute.ts";
import { reshape } from "../layers/shaping/reshape.ts";
import { resize } from "../layers/shaping/resize.ts";
import { upsample } from "../layers/shaping/upsample.ts";
import { transformerBlock } from "../layers/transformer/transformer-block.ts";
import { transformerDecoderBlock } from "../layers/transformer/transformer-decoder-block.ts";

/** What a layer was made of, by name, made again. */
type Children = Readonly<Record<string, AnyLayer>>;

/** Makes a layer again from the options and children that a layer of its kind says it has. */
type Rebuild = (options: never, children: Children) => AnyLayer;

type Sized<Options, Name extends string, Value = number> = Options & Readonly<Record<Name, Value>>;
type Last<F extends (...args: never[]) => unknown> =
  Required<Parameters<F>> extends [...unknown[], infer Options] ? Options : never;
type Size = Parameters<typeof conv2d>[1];
type Filtered<F extends (...args: never[]) => unknown> = Sized<Last<F>, "filters"> & Readonly<Record<"size", Size>>;
type Unit = Readonly<Record<"units", number>>;
type Share = Readonly<Record<"share", number>>;

/** Every layer that a file can name, by its kind. */
export const rebuild = {
  ...augmentations,
  activityRegularization: (options: Last<typeof activityRegularization>) => activityRegularization(options),
  add: () => add(),
  alphaDropout: ({ share }: Share) => alphaDropout(share),
  averagePool: ({ size, ...options }: Sized<Last<typeof averagePool>, "size", Size>) => averagePool(size, options),
  batchNorm: (options: Last<typeof batchNorm>) => batchNorm(options),
  bidirectional: (options: Last<typeof bidirectional>, { forward }) =>
    bidirectional(forward as RecurrentLayer, options),
  concatenate: ({ axis }: { readonly axis?: number }) => concatenate(axis),
  conv1d: ({ filters, size, ...options }: Filtered<typeof conv1d>) => conv1d(filters, size, options),
  conv2d: ({ filters, size, ...options }: Filtered<typeof conv2d>) => conv2d(filters, size, options),
  convTranspose1d: ({ filters, size, ...rest }: Filtered<typeof convTranspose1d>) =>
    convTranspose1d(filters, size, rest),
  convTranspose2d: ({ filters, size, ...rest }: Filtered<typeof convTranspose2d>) =>
    convTranspose2d(filters, size, rest),
  cosineBetween: () => cosineBetween(),
  crop: ({ widths }: { readonly widths: Parameters<typeof crop>[0] }) => crop(widths),
  dense: ({ units, ...options }: Unit & Last<typeof dense>) => dense(units, options),
  depthwiseConv2d: ({ size, ...rest }: Sized<Last<typeof depthwiseConv2d>, "size", Size>) =>
    depthwiseConv2d(size, rest),
  dropout: ({ share }: Share) => dropout(share),
  embedding: ({ vocabulary, width, ...options }: Sized<Last<typeof embedding>, "vocabulary" | "width">) =>
    embedding(vocabulary, width, options),
  gaussianDropout: ({ share }: Share) => gaussianDropout(share),
  gaussianNoise: ({ std }: { readonly std: number }) => gaussianNoise(std),
  globalAveragePool: () => globalAveragePool(),
  globalMaxPool: () => globalMaxPool(),
  groupNorm: ({ groups, ...options }: Sized<Last<typeof groupNorm>, "groups">) => groupNorm(groups, options),
  gru: ({ units, ...options }: Unit & Last<typeof gru>) => gru(units, options),
  instanceNorm: (options: Last<typeof instanceNorm>) => instanceNorm(options),
  layerNorm: (options: Last<typeof layerNorm>) => layerNorm(options),
  lstm: ({ units, ...options }: Unit & Last<typeof lstm>) => lstm(units, options),
  maxPool: ({ size, ...options }: Sized<Last<typeof maxPool>, "size", Size>) => maxPool(size, options),
  multiHeadAttention: ({ heads, ...options }: Sized<Last<typeof multiHeadAttention>, "heads">) =>
    multiHeadAttention(heads, options),
  multiply: () => multiply(),
  normalize: () => normalize(),
  oneHotEncode: ({ classes }: { readonly classes: number }) => oneHotEncode(classes),
  parallel: ({ listed }: { readonly listed: boolean }, children) =>
    listed ? parallel(...Object.values(children)) : parallel(children),
  permute: ({ axes }: { readonly axes: readonly number[] }) => permute(axes),
  positionalEmbedding: ({ maxLength, ...options }: Sized<Last<typeof positionalEmbedding>, "maxLength">) =>
    positionalEmbedding(maxLength, options),
  positionalEncoding: () => positionalEncoding(),
  prelu: (options: Last<typeof prelu>) => prelu(options),
  repeat: ({ count }: { readonly count: number }, children) => repeat(count, Object.values(children)[0]!),
  reshape: ({ shape }: { readonly shape: readonly number[] }) => reshape(shape),
  residual: ({ shortcut }: { readonly shortcut?: "project" }, { shortcut: own, ...children }) => {
    const around = shortcut ?? own;
    const layers = Object.values(children);
    return around ? residual(...layers, { shortcut: around }) : residual(...layers);
  },
  resize: ({ size }: { readonly size: Size }) => resize(size),
  rmsNorm: (options: Last<typeof rmsNorm>) => rmsNorm(options),
  sampling: (options: Last<typeof sampling>) => sampling(options),
  separableConv2d: ({ filters, size, ...rest }: Filtered<typeof separableConv2d>) =>
    separableConv2d(filters, size, rest),
  sequential: (_: unknown, children) => sequential(children),
  simpleRnn: ({ units, ...options }: Unit & Last<typeof simpleRnn>) => simpleRnn(units, options),
  spatialDropout: ({ share }: Share) => spatialDropout(share),
  transformerBlock: (options: Last<typeof transformerBlock>, children) => transformerBlock({ ...options, ...children }),
  transformerDecoderBlock: (options: Last<typeof transformerDecoderBlock>, children) =>
    transformerDecoderBlock({ ...options, ...children }),
  upsample: ({ factor }: { readonly factor: number }) => upsample(factor),
  zeroPad: ({ widths }: { readonly widths: Parameters<typeof zeroPad>[0] }) => zeroPad(widths),
} satisfies Readonly<Record<string, Rebuild>>;
