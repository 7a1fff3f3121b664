import { isTensor, type Settings, type Structure } from "@kaviar/tensor";
import { type AnyLayer, applyLayer, type Shapes, type State } from "../layers/contract/layer.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { predicting } from "../training/evaluate.ts";
import type { Metrics } from "../training/measure.ts";
import type { Losses } from "../training/objective.ts";

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

/** Shapes without the batch. */
export const shapesOf = (structure: Structure): Shapes => {
  if (isTensor(structure)) return structure.shape.slice(1);
  if (Array.isArray(structure)) return structure.map(shapesOf);
  return Object.fromEntries(
    Object.entries(structure as Record<string, Structure>).map(([name, part]) => [name, shapesOf(part)]),
  );
};

/** Inputs as a model takes them: named in its order, in its dtypes. */
export const conform = (example: Structure, given: Structure): Structure => {
  if (isTensor(example) && isTensor(given)) {
    const numeric = [example, given].every(({ dtype }) => dtype === "float32" || dtype === "int32");
    return numeric ? given.cast(example.dtype) : given;
  }
  if (isTensor(example) || isTensor(given) || Array.isArray(given)) return given;
  const parts = given as Readonly<Record<string, Structure>>;
  const names = Object.keys(example as object);
  if (names.length !== Object.keys(parts).length || !names.every((name) => name in parts)) return given;
  return Object.fromEntries(
    names.map((name) => [name, conform((example as Readonly<Record<string, Structure>>)[name]!, parts[name]!)]),
  );
};

/** What a model says of a structure of tensors, as a graph. */
export const predictionOf = ({ layer, params, state }: ModelParts, x: Structure): Structure =>
  applyLayer(layer, params, state, x, predicting()).y as Structure;
