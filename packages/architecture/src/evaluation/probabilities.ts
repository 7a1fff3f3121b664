import { concatenate } from "@kaviar/base/numerics";
import type { Inputs, TrainedModel } from "@kaviar/nn";
import type { Targets } from "../data/targets.ts";
import { areParts, type Fed, rowsInPart } from "./fed.ts";

/** What a network says of rows: probabilities of classes, row by row, or numbers. */
export const saidOf = async (model: TrainedModel, x: Fed, kind: Targets["kind"]): Promise<Float32Array> => {
  if (!areParts(x)) return saidOfSome(model, x, kind);
  const said: Float32Array[] = [];
  const size = rowsInPart(x, 1);
  for (let from = 0; from < x.rows; from += size) {
    const some = Int32Array.from({ length: Math.min(size, x.rows - from) }, (_, i) => from + i);
    said.push(await saidOfSome(model, x.inputs(some), kind));
  }
  return concatenate(Float32Array, said);
};

const saidOfSome = async (model: TrainedModel, x: Inputs, kind: Targets["kind"]): Promise<Float32Array> => {
  const scores = await model.predict(x);
  const said = kind === "classes" ? scores.softmax(-1) : scores;
  return Float32Array.from(await said.data());
};
