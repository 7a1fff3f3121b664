import type { Inputs, TrainedModel } from "@kaviar/nn";
import type { Targets } from "../data/targets.ts";

/** What a network says of rows: probabilities of classes, row by row, or numbers. */
export const saidOf = async (model: TrainedModel, x: Inputs, kind: Targets["kind"]): Promise<Float32Array> => {
  const scores = await model.predict(x);
  const said = kind === "classes" ? scores.softmax(-1) : scores;
  return Float32Array.from(await said.data());
};
