import type { Settings, Structure } from "@kaviar/tensor";
import type { Metrics } from "../evaluation/measure.ts";
import { predicting } from "../evaluation/predicting.ts";
import { type AnyLayer, applyLayer, type State } from "../layers/contract/layer.ts";
import type { Losses } from "../losses/contract/losses.ts";
import type { Parameters } from "../parameters/parameters.ts";

/** What a trained model is made of: immutable, so each epoch's model can be kept. */
export interface ModelParts {
  readonly layer: AnyLayer;
  readonly params: Parameters;
  readonly state: State;
  /** Two rows of zeros, of the shapes and dtypes that the model takes. */
  readonly example: Structure;
  readonly loss?: Losses | undefined;
  readonly metrics?: Metrics | undefined;
  /** The names of the classes, where the targets were texts. */
  readonly classes?: readonly string[] | undefined;
  /** What the rows it was trained on were like: a hash of their bytes, and how many they were. */
  readonly fingerprint?: string | undefined;
  readonly rowsAtOnce: number;
  readonly settings: Partial<Settings>;
}

/** What a model says of a structure of tensors, as a graph. */
export const predictionOf = ({ layer, params, state }: ModelParts, x: Structure): Structure =>
  applyLayer(layer, params, state, x, predicting()).y as Structure;
