import { portsOf } from "../pipeline/ports.ts";
import type { TrainedPipeline } from "../pipeline/trained-pipeline.ts";
import { cellOf, isMissing } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import type { FitReport } from "./fit-report.ts";

/** Rows of more columns are not written out. */
const mostColumns = 12;

/** How to use what was written into a folder: from the command line, in TypeScript, in Python; and how to make it again. */
export const usageOf = (
  { task, inputs }: Pick<TrainedPipeline, "task" | "inputs">,
  table: Table,
  { folder, source = "table.csv" }: { readonly folder: string; readonly source?: string | undefined },
): FitReport["usage"] => [
  { title: "Command line", code: `npx kaviar predict ${shellWord(folder)} new.csv > scored.csv` },
  { title: "TypeScript", code: typescript(inputs, table, folder) },
  { title: "Python, without kaviar", code: python(inputs, table, folder, task === "classes") },
  {
    title: "The pipeline as a program: score it again, read it, change it, fit it to other rows",
    code: `npm install @kaviar/tabular @kaviar/nn @duckdb/node-api\nnpx tsx ${shellWord(`${folder}/pipeline.ts`)} ${shellWord(source)} model.onnx`,
  },
  {
    title: "As code without kaviar: predicting in JavaScript, fitting with scikit-learn",
    code: `npx kaviar export ${shellWord(folder)} --code js > model.js\nnpx kaviar export ${shellWord(folder)} --code python > pipeline.py`,
  },
];

type Inputs = TrainedPipeline["inputs"];

const shellWord = (word: string): string => (/^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const typescript = (inputs: Inputs, table: Table, folder: string): string => {
  const from = JSON.stringify(`./${folder}/model.ts`);
  if (inputs.length > mostColumns)
    return `import { predict, type Row } from ${from};\n\ndeclare const row: Row; // ${inputs.length} columns\nconsole.log(await predict(row));`;
  const fields = inputs.map(({ name }) => `  ${JSON.stringify(name)}: ${typescriptValue(table, name)},`);
  return `import { predict } from ${from};\n\nconst answer = await predict({\n${fields.join("\n")}\n});\nconsole.log(answer);`;
};

const typescriptValue = (table: Table, name: string): string => {
  const { data } = table.column(name);
  const cell = cellOf(data, 0);
  return cell instanceof Date ? `new Date(${JSON.stringify(cell.toISOString())})` : JSON.stringify(cell);
};

const python = (inputs: Inputs, table: Table, folder: string, isClasses: boolean): string => {
  const out = isClasses ? "label, probabilities" : "(prediction,)";
  const say = isClasses ? "print(label, probabilities)" : "print(prediction)";
  const open = `session = onnxruntime.InferenceSession(${JSON.stringify(`${folder}/model.onnx`)})`;
  if (inputs.length > mostColumns) {
    return `import numpy, onnxruntime, pandas

${open}
frame = pandas.read_csv("new.csv")
${asMilliseconds(inputs)}numbers = lambda name: frame[[name]].to_numpy(numpy.float64)
texts = lambda name: frame[[name]].fillna("").astype(str).to_numpy()
feeds = {
    port.name: numbers(port.name) if port.type == "tensor(double)" else texts(port.name)
    for port in session.get_inputs()
}
${out} = session.run(None, feeds)
${say}`;
  }
  const fields = portsOf(inputs).map(
    ({ input, port }) => `    ${JSON.stringify(port.name)}: ${pythonValue(table, input.name)},`,
  );
  return `import numpy, onnxruntime

${open}
row = {  # a number that is missing is nan, a text ""
${fields.join("\n")}
}
feeds = {port.name: numpy.array([[row[port.name]]]) for port in session.get_inputs()}
${out} = session.run(None, feeds)
${say}`;
};

/** Dates are milliseconds since 1970 in the file. */
const asMilliseconds = (inputs: Inputs): string => {
  const dates = inputs.filter(({ type }) => type === "date").map(({ name }) => name);
  return dates.length === 0
    ? ""
    : `for name in ${JSON.stringify(dates)}:
    frame[name] = (pandas.to_datetime(frame[name]) - pandas.Timestamp(0)) / pandas.Timedelta("1ms")
`;
};

/** The first row's value as the file takes it: numbers with a point, or they would be integers. */
const pythonValue = (table: Table, name: string): string => {
  const { data } = table.column(name);
  if (data.kind === "texts") return JSON.stringify(isMissing(data, 0) ? "" : data.levels[data.codes[0]!]!);
  const value = data.values[0]!;
  if (!Number.isFinite(value)) return `float("${String(value).replace("NaN", "nan").replace("Infinity", "inf")}")`;
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
};
