import { law } from "@kaviar/base/check";
import { after, call, createImports, layout } from "@kaviar/base/code";
import { optionsOf } from "../options.ts";
import type { ColumnSchema } from "../table/table.ts";
import { type FoundPipeline, foundLaws } from "./found.ts";
import { adjustingCodes } from "./python/adjusting.ts";
import { foldsCode } from "./python/folds.ts";
import { scoringOf } from "./python/metrics.ts";
import { hasScoresOnly } from "./python/probabilities.ts";
import { pythonImport } from "./python/python-imports.ts";
import { hasHeld, readingLines } from "./python/reading.ts";
import { noTwin } from "./python/twin.ts";
import { pythonAt } from "./python/write-part.ts";
import { inOneLine, scoreWords } from "./words.ts";

export interface FoundInTable extends FoundPipeline {
  /** What is known of the columns of the table: `table.schema`. */
  readonly schema: readonly ColumnSchema[];
}

const read = optionsOf<FoundInTable>()("pipelinePython", {
  ...foundLaws,
  /** What is known of the columns of the table: `table.schema`. */
  schema: law<readonly ColumnSchema[]>("the schema of a table", Array.isArray, "Give table.schema."),
});

/**
 * A script for scikit-learn 1.9 that does what a pipeline does: reads the table, scores by cross-validation, fits.
 *
 * ```ts
 * const code = pipelinePython({ pipeline: pipe, data: "churn.csv", schema: churn.schema, target: "churned", metric: rocAuc });
 * await writeFile("pipeline.py", code);                    // python pipeline.py churn.csv
 * ```
 * The score is that of the pipeline but for the noise of folds: other folds, another stream of random numbers. A step or a
 * model without a twin in scikit-learn is refused by its name, and why.
 */
export const pipelinePython = (given: FoundInTable): string => {
  const { schema, ...found } = read(given);
  const { pipeline, target, metric, score, std, folds, repeats, seed, without, weights, group } = found;
  const { scoring, task, about } = scoringOf(metric);
  const imports = createImports(pythonImport);
  const notes: string[] = [];
  const name = (module: string, name: string): string => {
    imports.add(module, name);
    return name;
  };
  const out = new Set([target, group, ...without]);
  const features = schema.filter((column) => !out.has(column.name));
  const date = features.find(({ type }) => type === "date");
  if (date) throw noTwin("dateParts", `scikit-learn knows no dates, and \`${date.name}\` holds some.`);
  if (weights !== undefined) throw noTwin("weights", "cross_val_score gives no weights to the parts of a pipeline.");
  const model = pipeline.model!;
  const isOrdered = about === "probabilities" || (about === "order" && model.name === "voting");
  if (isOrdered && hasScoresOnly(model))
    throw noTwin(model.name, `It has no probabilities there, which ${metric.name} looks at.`);

  name("pandas", "pd");
  name("sklearn.model_selection", "cross_val_score");
  let isAbout = about === "positive";
  const aboutPositive = () => {
    isAbout = true;
  };
  const py = pythonAt({ task, seed, name, leftOut: (what) => notes.push(what), aboutPositive }, features);
  const pipe = layout(after("pipe = ", py.part(pipeline)), { unit: "    " });
  const adjusting = adjustingCodes(found, py).map((code) => layout(code, { unit: "    " }));
  const scores = call(
    "scores = cross_val_score",
    "pipe",
    "features",
    "target",
    ...foldsCode(found, py),
    `scoring="${scoring}"`,
  );
  const honest = hasHeld(found)
    ? [
        `honest = ${name("sklearn.metrics", "get_scorer")}("${scoring}")(pipe, held_features, held_target)`,
        `print(f"${scoring} {honest} on {len(held)} rows never looked at")`,
      ]
    : [];
  // Columns keep their names and types on the way.
  const isByName = pipe.includes("make_column_");
  if (isByName) name("sklearn", "set_config");
  const known =
    score === undefined ? "" : ` Its score when it was found: ${scoreWords(metric, score, std, folds * repeats)}.`;
  return [
    `# Written by kaviar: predicts ${inOneLine(target)}.${known}`,
    "# pip install scikit-learn==1.9.* pandas && python pipeline.py table.csv",
    ...notes.map((what) => `# scikit-learn has no word for ${what}: it is left out.`),
    "import sys",
    "",
    imports.lines(),
    "",
    ...(isByName ? ['set_config(transform_output="pandas")'] : []),
    ...readingLines(found, schema, features, isAbout),
    "",
    pipe,
    "",
    layout(scores, { unit: "    " }),
    `print(f"${scoring} {scores.mean()} ± {scores.std(ddof=1)} over ${folds * repeats} folds")`,
    "",
    ...(adjusting.length > 0
      ? ["# What its copies say of rows held out makes its probabilities, or its threshold, better.", ...adjusting, ""]
      : []),
    "pipe.fit(features, target)",
    ...honest,
    "print(pipe.predict(features.head()))",
    "",
  ].join("\n");
};
