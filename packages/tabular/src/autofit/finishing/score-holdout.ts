import type { Metric } from "@kaviar/nn";
import { evaluationTarget } from "../../pipeline/evaluation-target.ts";
import type { TrainedPipeline } from "../../pipeline/trained-pipeline.ts";
import type { Table } from "../../table/table.ts";

/** What a fitted pipeline says of rows that it has not seen, and what they are. */
export const sayOf = async (model: TrainedPipeline, table: Table): Promise<Float64Array> =>
  model.task === "classes" ? (await model.probabilities(table)).values : ((await model.predict(table)) as Float64Array);

export const actualOf = ({ trained }: TrainedPipeline, table: Table): ArrayLike<number> => {
  const target = evaluationTarget(table, trained);
  return target.task === "classes" ? target.codes : target.task === "numbers" ? target.values : [];
};

export const scoreOf = async (model: TrainedPipeline, table: Table, metric: Metric): Promise<number> =>
  (await model.evaluate(table, { metrics: [metric] }))[metric.name]!;
