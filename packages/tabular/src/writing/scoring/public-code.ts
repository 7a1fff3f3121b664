import { after, type Code, layout, list } from "@kaviar/base/code";
import type { FileCard } from "../../pipeline/file-card.ts";

const word = (text: string): string => JSON.stringify(text);

const statement = (code: Code): string => layout(code, { end: ";" });

/** What a column holds, as far as its cells are read. */
const holds = ({ kind, type }: FileCard["inputs"][number]): string =>
  kind === "texts" ? "texts" : type === "date" ? "dates" : "numbers";

/** What whoever imports the code sees: the columns, and what is predicted of rows. */
export const publicCode = ({ inputs, classes, task }: FileCard): string => {
  const columns = list(inputs.map((input) => list([word(input.name), word(holds(input))])));
  const parts = [
    `/** The columns that are read of a row, and what they hold. */\n${statement(after("export const columns = ", columns))}`,
  ];
  if (task === "classes") {
    const labels = list(classes.map((label) => JSON.stringify(label)));
    parts.push(`${statement(after("export const classes = ", labels))}

/** The probability of each class, in the order of \`classes\`, for each of a list of rows. */
export const probabilities = (rows) => {
  const said = saidOf(rows);
  return rows.map((_, row) => Array.from(said.subarray(row * classes.length, (row + 1) * classes.length)));
};

/** The most probable class of each of a list of rows; of equally probable ones the first. */
export const predict = (rows) =>
  probabilities(rows).map((own) => classes[own.reduce((best, p, c) => (p > own[best] ? c : best), 0)]);`);
  } else {
    const what = task === "numbers" ? "The number" : "How unusual it is,";
    parts.push(
      `/** ${what} for each of a list of rows. */\nexport const predict = (rows) => Array.from(saidOf(rows));`,
    );
  }
  return [...parts, readingCode].join("\n\n");
};

const readingCode = `const numberOf = (value, name, row, isDate) => {
  if (value === null || value === undefined || value === "") return NaN;
  const isDateCell = value instanceof Date;
  if (typeof value !== "string" && (isDate || !isDateCell)) return Number(value);
  const number = isDate ? Date.parse(value) : isDateCell || value.trim() === "" ? NaN : Number(value);
  if (!Number.isNaN(number)) return number;
  throw new TypeError(\`\${name} holds \${isDate ? "dates" : "numbers"}: got \${JSON.stringify(value)} at row \${row}.\`);
};

const textOf = (value) =>
  value === null || value === undefined || Number.isNaN(value) ? "" : String(value instanceof Date ? +value : value);

const columnOf = (rows, first, [name, holds]) => {
  const cells = rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null));
  const data =
    holds === "texts"
      ? cells.map(textOf)
      : Float64Array.from(cells, (cell, row) => numberOf(cell, name, first + row, holds === "dates"));
  return { shape: [rows.length, 1], data };
};

/** Rows that are worked on at once. */
const atOnce = 256;

const saidOf = (rows) => {
  if (!Array.isArray(rows)) throw new TypeError("Rows are a list of records: put a single one into a list.");
  if (rows.length === 0) return new Float64Array(0);
  for (const [name] of columns) {
    if (!rows.some((row) => Object.hasOwn(row, name))) throw new TypeError(\`No row has the column \${name}.\`);
  }
  const parts = [];
  for (let first = 0; first < rows.length; first += atOnce) {
    const some = rows.slice(first, first + atOnce);
    parts.push(graph(...columns.map((column) => columnOf(some, first, column)))[0].data);
  }
  const said = new Float64Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    said.set(part, at);
    at += part.length;
  }
  return said;
};`;
