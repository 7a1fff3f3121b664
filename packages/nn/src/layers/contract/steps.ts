import { arange, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";

/** A sequence that is computed piece by piece: where the piece stands, and what is kept of those before. */
export interface Steps {
  /** The place of the piece's first step: an int32 scalar. */
  readonly place: Tensor<"int32">;
  /** How many steps there may be in all. */
  readonly length: number;
  /** Puts the piece's rows [N, T, F] among those of the steps before: [N, length, F], zeros where nothing was yet. */
  readonly remember: (path: string, rows: Tensor) => Tensor;
}

/** The places of the steps of a piece of such a length. */
export const placesOf = ({ place }: Steps, length: number): Tensor<"int32"> => arange(length).cast("int32").add(place);

/** Layers that look at each step by itself, or at what `Steps` keeps of those before. */
const apart: ReadonlySet<string> = new Set([
  "activityRegularization",
  "add",
  "alphaDropout",
  "average",
  "batchNorm",
  "concatenate",
  "define",
  "dense",
  "dropout",
  "embedding",
  "feedForward",
  "gaussianDropout",
  "gaussianNoise",
  "layerNorm",
  "multiHeadAttention",
  "multiply",
  "normalize",
  "oneHotEncode",
  "parallel",
  "positionalEmbedding",
  "positionalEncoding",
  "prelu",
  "repeat",
  "rescale",
  "residual",
  "rmsNorm",
  "sequential",
  "spatialDropout",
  "subtract",
  "timeDistributed",
  "towers",
  "transformerBlock",
  "transformerDecoderBlock",
]);

/** Refuses what would see a piece as if it were the whole. */
export const checkApart = (kind: string, isFunction: boolean): void => {
  if (isFunction || apart.has(kind)) return;
  throw new ModelError("layer", `Piece by piece each layer must look at steps by themselves: ${kind} does not.`, {
    remedy: kind.match(/lstm|gru|rnn/i)
      ? "A recurrent layer carries its state itself: { state: true }."
      : "Compute the whole sequence with predict, or write what it does as a function of a tensor.",
  });
};
