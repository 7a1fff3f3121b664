import type { rebuild } from "../../registry/rebuild.ts";

/** What a layer does, as far as it matters for a diagnosis. */
export type LayerRole =
  /** A linear map of all features with a weight [in, out] or [out, in, …]: what initializers and activations are about. */
  | "mixing"
  /** Another linear map with weights. */
  | "linear"
  | "recurrent"
  | "attention"
  /** Looks numbers up by a class. */
  | "lookup"
  /** Adds where a row of a sequence stands. */
  | "position"
  /** Brings what comes in to one scale. */
  | "scaling"
  | "dropout"
  | "noise"
  /** The largest ones. */
  | "largest"
  /** No weights, and linear: means, other shapes. */
  | "passing"
  | "augmentation"
  /** Made of others, one after the other. */
  | "row"
  /** Made of others in another way. */
  | "composed"
  | "other";

/** Every layer that a file can name. */
const roles: { readonly [Kind in keyof typeof rebuild]: LayerRole } = {
  activityRegularization: "other",
  adaptiveAveragePool: "passing",
  adaptiveMaxPool: "largest",
  add: "passing",
  additiveAttention: "attention",
  alphaDropout: "dropout",
  average: "passing",
  averagePool: "passing",
  batchNorm: "scaling",
  bidirectional: "recurrent",
  concatenate: "passing",
  conv1d: "mixing",
  conv2d: "mixing",
  conv3d: "mixing",
  convLstm2d: "recurrent",
  convTranspose1d: "linear",
  convTranspose2d: "linear",
  convTranspose3d: "linear",
  cosineBetween: "other",
  crop: "passing",
  cutout: "augmentation",
  dense: "mixing",
  depthwiseConv1d: "linear",
  depthwiseConv2d: "linear",
  dot: "other",
  dropout: "dropout",
  embedding: "lookup",
  embeddingBag: "lookup",
  gaussianDropout: "dropout",
  gaussianNoise: "noise",
  globalAveragePool: "passing",
  globalMaxPool: "largest",
  groupNorm: "scaling",
  gru: "recurrent",
  gruCell: "recurrent",
  instanceNorm: "scaling",
  jitter: "augmentation",
  layerNorm: "scaling",
  lstm: "recurrent",
  lstmCell: "recurrent",
  masking: "other",
  maxPool: "largest",
  members: "composed",
  multiHeadAttention: "attention",
  multiply: "other",
  normalize: "scaling",
  oneHotEncode: "lookup",
  parallel: "composed",
  permute: "passing",
  piecewiseLinear: "other",
  pixelShuffle: "passing",
  positionalEmbedding: "position",
  positionalEncoding: "position",
  prelu: "other",
  randomBrightness: "augmentation",
  randomContrast: "augmentation",
  randomCrop: "augmentation",
  randomErase: "augmentation",
  randomFlip: "augmentation",
  randomHue: "augmentation",
  randomRotation: "augmentation",
  randomSaturation: "augmentation",
  randomShift: "augmentation",
  randomZoom: "augmentation",
  reflectPad: "passing",
  repeat: "row",
  repeatVector: "passing",
  replicatePad: "passing",
  rescale: "scaling",
  reshape: "passing",
  residual: "composed",
  resize: "passing",
  rmsNorm: "scaling",
  rnn: "recurrent",
  rocket: "other",
  sampling: "other",
  separableConv1d: "linear",
  separableConv2d: "linear",
  sequential: "row",
  simpleRnn: "recurrent",
  simpleRnnCell: "recurrent",
  spatialDropout: "dropout",
  spectralNorm: "composed",
  subtract: "passing",
  timeDistributed: "composed",
  towers: "composed",
  transformerBlock: "composed",
  transformerDecoderBlock: "composed",
  upsample: "passing",
  weightNorm: "composed",
  zeroPad: "passing",
};

const known: ReadonlyMap<string, LayerRole> = new Map([
  ...(Object.entries(roles) as [string, LayerRole][]),
  // A function that is no activation, under the name that files store.
  ["flatten", "passing"],
]);

/** Whether a layer of this kind has one of these roles; what nobody knows has none. */
export const hasRole = (kind: string, ...asked: readonly LayerRole[]): boolean => {
  const role = known.get(kind);
  return role !== undefined && asked.includes(role);
};
