import { listOf } from "@kaviar/base/check";
import type { Metric } from "@kaviar/nn";
import { metric } from "../contract/metric.ts";
import type { Label, Task } from "../contract/target.ts";
import { TableError } from "../error.ts";
import { applySteps, predictChain } from "../fitting/chain.ts";
import { optionsOf } from "../options.ts";
import { checkTable } from "../table/check-table.ts";
import type { Table } from "../table/table.ts";
import { conform, type Rows } from "./conform.ts";
import { evaluationTarget } from "./evaluation-target.ts";
import type { InputColumn } from "./inputs.ts";
import { labelsOf } from "./labels.ts";
import { type ScoresByName, scoreAll, usualMetrics } from "./score.ts";
import { toOnnx } from "./to-onnx.ts";
import type { Lineage, Trained } from "./trained.ts";
import { typesOf } from "./types-of.ts";
import { writeFile } from "./write-file.ts";

/** Probabilities of classes, a row after the other. */
export interface Probabilities {
  readonly classes: readonly Label[];
  readonly values: Float64Array;
}

/** What predicts: labels as they stood in the table for classes, numbers for numbers, how unusual a row is without a target. */
export interface Predictor {
  readonly task: Task;
  readonly classes: readonly Label[];
  readonly target: string | undefined;
  /** The columns that it takes. */
  readonly inputs: readonly InputColumn[];
  predict(rows: Rows): Promise<Float64Array | Label[]>;
  probabilities(rows: Rows): Promise<Probabilities>;
  /** What metrics say of the rows of a table that has the target. */
  evaluate(table: Table, options?: EvaluateOptions): Promise<ScoresByName>;
}

export interface EvaluateOptions {
  /** What is measured; accuracy and log loss for classes, RMSE, MAE and R² for numbers, unless said. */
  readonly metrics?: readonly Metric[] | undefined;
}

const readEvaluate = optionsOf<EvaluateOptions>()("evaluate", { metrics: listOf(metric).optional() });

/** A pipeline that was fitted: it does not change any more. */
export interface TrainedPipeline extends Predictor {
  /** What came of each column. */
  readonly columns: readonly Lineage[];
  /** What was decided and left out on the way, in sentences. */
  readonly notes: readonly string[];
  /** All there is to it, as data. */
  readonly trained: Trained;
  /** The table as the model at the end sees it; or as the last step makes it, where there is no model. */
  transform(rows: Rows): Promise<Table>;
  /** The bytes of one ONNX file, the steps in it. */
  toOnnx(): Promise<Uint8Array>;
  /** Writes that file. */
  save(file: string): Promise<void>;
  /** Writes TypeScript that predicts with the file of the same name that ends in .onnx: a row of another shape does not compile. */
  saveTypes(file: string): Promise<void>;
}

type Values = (rows: Rows) => Promise<Float64Array>;

/** The public functions of a predictor, from the numbers that it says of rows. */
export const predictorOf = (
  { task, classes, target, inputs }: Pick<Trained, "task" | "classes" | "target" | "inputs">,
  values: Values,
): Predictor => ({
  task,
  classes,
  target,
  inputs,
  predict: async (rows) => (task === "classes" ? labelsOf(await values(rows), classes) : await values(rows)),
  probabilities: async (rows) => {
    if (task !== "classes") {
      throw new TableError("target", `Probabilities are of classes: this model predicts ${task}.`, {
        remedy: "Use predict.",
      });
    }
    return { classes, values: await values(rows) };
  },
  evaluate: async (table, given = {}) => {
    const { metrics = usualMetrics(task) } = readEvaluate(given);
    checkTable("evaluate", table);
    return scoreAll(metrics, evaluationTarget(table, { task, target, classes }), await values(table));
  },
});

/** The name of the file that `save` is to write: that of the types, with another ending. */
const onnxBeside = (file: string): string => `${file.replace(/^.*[\\/]/, "").replace(/\.[cm]?ts$/, "")}.onnx`;

export const trainedPipeline = (trained: Trained): TrainedPipeline => {
  const { chain, inputs, lineage, notes } = trained;
  const withModel = () => {
    if (!chain.model) {
      throw new TableError("pipeline", "A pipeline predicts by the model at its end: this one has steps only.", {
        remedy: "Put a model behind them, pipeline(scale(), ridge()), or use transform.",
      });
    }
  };
  const values: Values = async (rows) => {
    withModel();
    return predictChain(chain, conform(rows, inputs));
  };
  const onnx = async () => {
    withModel();
    return toOnnx(trained);
  };
  return {
    ...predictorOf(trained, values),
    columns: lineage,
    notes,
    trained,
    transform: async (rows) => applySteps(chain.steps, conform(rows, inputs)),
    toOnnx: onnx,
    save: async (file) => writeFile("save", file, await onnx()),
    saveTypes: async (file) => writeFile("saveTypes", file, typesOf(trained, onnxBeside(String(file)))),
  };
};
