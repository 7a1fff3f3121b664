/** Models of the usual kinds. */
import {
  batchNorm,
  conv2d,
  dense,
  embedding,
  flatten,
  globalAveragePool,
  gru,
  type Initializer,
  type LayerLike,
  layerNorm,
  lstm,
  maxPool,
  positionalEncoding,
  relu,
  sequential,
  simpleRnn,
  transformerBlock,
} from "@kaviar/nn";

interface MlpOptions {
  readonly activation?: LayerLike;
  readonly initializer?: Initializer;
  readonly norm?: boolean;
  readonly first?: readonly LayerLike[];
  readonly after?: readonly LayerLike[];
}

export const mlp = (widths: readonly number[], outputs: number, options: MlpOptions = {}) => {
  const { activation = relu, initializer, norm = false, first = [], after = [] } = options;
  const given = initializer ? { initializer } : {};
  return sequential(
    ...first,
    ...widths.flatMap((width) => [dense(width, given), ...(norm ? [batchNorm()] : []), activation, ...after]),
    dense(outputs, given),
  );
};

export const cnn = (outputs: number, options: MlpOptions & { readonly channels?: number } = {}) => {
  const { activation = relu, initializer, norm = false, channels = 12 } = options;
  const given = initializer ? { initializer } : {};
  const block = (to: number) => [conv2d(to, 3, given), ...(norm ? [batchNorm()] : []), activation, maxPool(2)];
  return sequential(...block(channels), ...block(2 * channels), flatten, dense(outputs, given));
};

export const recurrent = (kind: "lstm" | "gru" | "simpleRnn", units: number, outputs: number) =>
  sequential({ lstm, gru, simpleRnn }[kind](units), dense(outputs));

export const transformer = (letters: number, outputs: number) =>
  sequential(
    embedding(letters, 16),
    positionalEncoding(),
    transformerBlock({ heads: 2, hidden: 32 }),
    layerNorm(),
    globalAveragePool(),
    dense(outputs),
  );

/** So many layers of so many units. */
export const of = (width: number, times: number): readonly number[] => Array.from({ length: times }, () => width);
