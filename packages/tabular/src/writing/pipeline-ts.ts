import { after, type Code, call, createImports, fieldOf, type Imports, importLine, layout } from "@kaviar/base/code";
import { type Found, type FoundPipeline, isAdjusted, readFound } from "./found.ts";
import { chainCode, metricCode, recordCode } from "./value.ts";
import { inOneLine, scoreWords } from "./words.ts";

/**
 * A program in TypeScript that scores a pipeline as it was scored when it was found, to the last bit, fits it to all rows,
 * and saves it.
 *
 * ```ts
 * const code = pipelineTs({ pipeline: pipe, data: "churn.csv", target: "churned", metric: rocAuc, score: 0.921 });
 * await writeFile("pipeline.ts", code);                    // npx tsx pipeline.ts churn.csv
 * ```
 * It imports what @kaviar/tabular exports and nothing else: steps and functions of your own are refused. Numbers are
 * written in full, options that are the usual ones are left out.
 */
export const pipelineTs = (given: FoundPipeline): string => {
  const found = readFound(given);
  const imports = createImports(importLine);
  const body = [...readingLines(found, imports), "", ...scoringLines(found, imports), ...fittingLines(found, imports)];
  const pipes = [pipeLine(found, imports), ...adjustingLines(found, imports)];
  return [heading(found), imports.lines(), "", ...pipes, "", ...mainLines(body), ""].join("\n");
};

/** Programs of other modules than ECMAScript's have no `await` outside of functions, and many folders hold such. */
const mainLines = (body: readonly string[]): readonly string[] => [
  "const main = async () => {",
  ...body
    .join("\n")
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`)),
  "};",
  "",
  "main();",
];

const heading = ({ target, metric, score, std, folds, repeats }: Found): string => {
  const known =
    score === undefined ? "" : ` Its score when it was found: ${scoreWords(metric, score, std, folds * repeats)}.`;
  return `// Written by kaviar: predicts ${inOneLine(target)}.${known}
// npm install @kaviar/tabular @kaviar/nn @duckdb/node-api && npx tsx pipeline.ts table.csv model.onnx`;
};

const tabular = "@kaviar/tabular";

const readingLines = ({ data, sample, without, holdout, searched, ...found }: Found, imports: Imports): string[] => {
  imports.add(tabular, "readTable");
  const file = `process.argv[2] ?? ${JSON.stringify(data)}`;
  const drawing = sample === undefined ? "" : `, { sample: ${sample.sample}, seed: ${sample.seed} }`;
  const lines = [`const rows = await readTable(${file}${drawing});`];
  if (without.length > 0) {
    lines[0] = `const read = await readTable(${file}${drawing});`;
    lines.push(
      "// Columns that say nothing, such as ids and constants.",
      layout(call("const rows = read.without", ...without.map((name) => JSON.stringify(name))), { end: ";" }),
    );
  }
  const { target, task, seed, group, time } = found;
  const dealing = (test: number) => recordCode({ target, task, test, seed, group, time }, imports);
  const drawn = (from: string): string[] => {
    if (searched === undefined) return [];
    imports.add(tabular, "split");
    const own = layout(call("const { test: searched } = split", from, dealing(searched)), { end: ";" });
    return ["// There was time to search on some of the rows.", own];
  };
  const known = (from: string): string => `${from}.filter((row) => ${fieldOf("row", target)} !== null)`;
  if (holdout === undefined) return [...lines, ...drawn(known("rows"))];
  if (typeof holdout === "string") {
    const own = `await readTable(${JSON.stringify(holdout)}, { like: rows.schema })`;
    const held = ["// Rows that the search never saw.", `const held = ${own};`, `const test = ${known("held")};`];
    return [...lines, ...held, ...drawn(known("rows"))];
  }
  imports.add(tabular, "split");
  const parted = layout(call("const { train, test } = split", known("rows"), dealing(holdout)), { end: ";" });
  return [...lines, parted, ...drawn("train")];
};

/** What was scored; `pipe` where nothing was done to it afterwards. */
const scored = (found: Found): string => (isAdjusted(found) ? "found" : "pipe");

const pipeLine = (found: Found, imports: Imports): string => {
  const { steps, model } = found.pipeline;
  return layout(after(`const ${scored(found)} = `, chainCode([...steps, model!], imports)), { end: ";" });
};

/** What was done afterwards to the pipeline that was scored. */
const adjustingLines = (found: Found, imports: Imports): string[] => {
  if (!isAdjusted(found)) return [];
  const { calibrate, threshold } = found;
  let code: Code = scored(found);
  const around = (name: string, options: Readonly<Record<string, unknown>>) => {
    imports.add(tabular, name);
    const said = Object.values(options).some((value) => value !== undefined) ? [recordCode(options, imports)] : [];
    code = call(name, code, ...said);
  };
  if (calibrate) around("calibrate", { method: calibrate === "sigmoid" ? undefined : calibrate });
  if (threshold) around("tuneThreshold", { metric: threshold });
  imports.add(tabular, "pipeline");
  return [
    "",
    "// What its copies say of rows held out makes its probabilities, or its threshold, better.",
    layout(after("const pipe = ", call("pipeline", code)), { end: ";" }),
  ];
};

/** The rows of the search where `split` has parted them from those held out. */
const isTrain = ({ holdout }: Found): boolean => typeof holdout === "number";

const scoringLines = (found: Found, imports: Imports): string[] => {
  const { target, task, positive, weights, folds, repeats, seed, group, time, metric } = found;
  imports.add(tabular, "crossValidate");
  const name = metricCode(metric, imports);
  const options = {
    target,
    task,
    positive,
    weights,
    group,
    time,
    folds,
    ...(repeats > 1 && { repeats }),
    metrics: [metric],
    seed,
  };
  const rows = found.searched !== undefined ? "searched" : isTrain(found) ? "train" : "rows";
  const scores = call("const scores = await crossValidate", scored(found), rows, recordCode(options, imports));
  return [
    layout(scores, { end: ";" }),
    `console.log(\`${name} \${scores.mean.${name}} ± \${scores.std.${name}} over ${folds * repeats} folds\`);`,
    "",
  ];
};

const fittingLines = (found: Found, imports: Imports): string[] => {
  const { target, task, positive, weights, group, seed, metric, holdout } = found;
  const inParts = found.sample !== undefined && found.inParts;
  const options = recordCode({ target, task, positive, weights, group, seed }, imports);
  const fit = (name: string, rows: string) =>
    layout(call(`const ${name} = await pipe.fit`, rows, options), { end: ";" });
  const honest = (name: string) => [
    `const honest = await ${name}.evaluate(test, { metrics: [${metric.name}] });`,
    `console.log(\`${metric.name} \${honest.${metric.name}} on \${test.rows} rows never looked at\`);`,
    "",
  ];
  return [
    ...(isTrain(found) ? [fit("trained", "train"), ...honest("trained")] : []),
    ...(inParts ? [fit("sampled", "rows"), ...wholeLines(found, imports)] : [fit("model", "rows")]),
    ...(typeof holdout === "string" ? honest("model") : []),
    'await model.save(process.argv[3] ?? "model.onnx");',
  ];
};

/** The fit to all rows of the file that a sample was drawn of. */
const wholeLines = ({ data }: Found, imports: Imports): string[] => {
  for (const name of ["fitInParts", "readParts"]) imports.add(tabular, name);
  const all = call(
    "readParts",
    `process.argv[2] ?? ${JSON.stringify(data)}`,
    "{ like: rows.schema, columns: rows.columns }",
  );
  return [
    "// All rows, a part at a time.",
    layout(call("const { model } = await fitInParts", "sampled", all), { end: ";" }),
  ];
};
