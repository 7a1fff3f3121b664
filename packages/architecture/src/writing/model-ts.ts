import type { ColumnCard, NetworkCard } from "./network-card.ts";

/** A name within one line: what breaks lines would end the comment. */
const line = (text: string): string => text.replace(/\s+/g, " ");

/** TypeScript around the file of a network, `onnx` beside it: what it takes, and its answer as a type. */
export const modelTs = (card: NetworkCard, onnx: string): string => {
  const { classes, target = "the class", rows, input } = card;
  const main = rowsFor[input.kind](card);
  const { imports, row, asRows } = input.beside ? withColumns(main, input.kind, input.beside.columns) : main;
  const answer = classes ? classes.map((name) => JSON.stringify(name)).join(" | ") : "number";
  const probabilities = classes
    ? `
export const classes = ${JSON.stringify(classes)} as const;

/** The probability of each class, in the order of \`classes\`. */
export const probabilities = async (row: Row): Promise<readonly number[]> =>
  Array.from((await said(row)).probabilities!);
`
    : "";
  return `// Written by kaviar: predicts ${line(target)}, trained on ${rows} rows.
import { ${imports.join(", ")} } from "@kaviar/architecture";

${row}

export type Answer = ${answer};

let opening: Promise<LoadedNetwork> | undefined;
const network = (): Promise<LoadedNetwork> => (opening ??= loadNetwork(new URL(${JSON.stringify(`./${onnx}`)}, import.meta.url)));

const said = async (row: Row) => (await network()).predict(${asRows});

export const predict = async (row: Row): Promise<Answer> => (await said(row)).predictions[0] as Answer;
${probabilities}`;
};

interface RowCode {
  readonly imports: readonly string[];
  readonly row: string;
  readonly asRows: string;
}

const always = ["type LoadedNetwork", "loadNetwork"];

const rowsFor: { readonly [K in NetworkCard["input"]["kind"]]: (card: NetworkCard) => RowCode } = {
  image: ({ input }) => {
    const { size, channels } = input as Extract<NetworkCard["input"], { kind: "image" }>;
    return {
      imports: [...always, "readImages"],
      row: "/** The path of an image file. */\nexport type Row = string;",
      asRows: `(await readImages([row], { size: [${size.join(", ")}], channels: ${channels} })).x`,
    };
  },
  sequence: ({ input }) => {
    const { channels } = input as Extract<NetworkCard["input"], { kind: "sequence" }>;
    return {
      imports: always,
      row: `/** Steps in order, each with ${channels.map(line).join(", ")}. */\nexport type Row = readonly (readonly number[])[];`,
      asRows: "[row]",
    };
  },
  text: () => ({ imports: always, row: "export type Row = string;", asRows: "[row]" }),
  table: ({ input }) => {
    const { columns } = input as Extract<NetworkCard["input"], { kind: "table" }>;
    return {
      imports: always,
      row: `/** What is missing is null. */\nexport interface Row {\n${columns.map(cellLine).join("\n")}\n}`,
      asRows: "[row]",
    };
  },
};

/** A row of two parts: what it was without columns, and those. */
const withColumns = ({ imports, row, asRows }: RowCode, kind: string, columns: readonly ColumnCard[]): RowCode => ({
  imports,
  row: `${row.replace("export type Row =", "type Main =")}

/** What is missing is null. */
export interface Columns {
${columns.map(cellLine).join("\n")}
}

export interface Row {
  readonly ${kind}: Main;
  readonly columns: Columns;
}`,
  asRows: `{ ${kind}: ${asRows.replace("[row]", `[row.${kind}]`)}, columns: [row.columns] }`,
});

const cellLine = ({ name, type, kind }: ColumnCard): string =>
  `  readonly ${JSON.stringify(name)}: ${kind === "texts" ? "string" : (cellTypes[type] ?? "number")} | null;`;

const cellTypes: Partial<Record<ColumnCard["type"], string>> = { boolean: "boolean", date: "Date" };
