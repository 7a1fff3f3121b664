import { basename } from "node:path";
import { toJson } from "@kaviar/base/text";
import type { SequenceFacts } from "../contract/facts.ts";
import type { PartsEncoding } from "../evaluation/preparing.ts";
import { renderNetworkReport } from "../report/index.ts";
import { reportOf } from "../report/report-of.ts";
import type { SearchResult } from "../search/result.ts";
import { leaderboardOf } from "./leaderboard.ts";
import { modelTs } from "./model-ts.ts";
import type { InputCard, NetworkCard } from "./network-card.ts";
import { networkFile } from "./network-file.ts";
import { networkInPartsTs } from "./network-in-parts-ts.ts";
import { type DataCode, networkTs } from "./network-ts.ts";

/** What is known of the rows beside their numbers. */
export interface Source {
  readonly input: InputCard;
  /** The name of what is predicted. */
  readonly target?: string | undefined;
  readonly data: DataCode;
  /** The file or folder that they come from. */
  readonly from?: string | undefined;
  /** What was typed to get here. */
  readonly command?: string | undefined;
  /** Names of the rows, in their order: files, sequences. */
  readonly names?: readonly string[] | undefined;
  readonly notes?: readonly string[] | undefined;
}

/** A file of a found network, and what makes its contents. */
export interface NetworkFile {
  readonly name: string;
  contents(): Promise<Uint8Array | string>;
}

/** What a search leaves, in the order of its worth: should the time or the disk end, the model is there first. */
export const networkFiles = (result: SearchResult, source: Source): readonly NetworkFile[] => {
  const { input, target, data, from, command, names, notes } = source;
  let bytes: number | undefined;
  const card: NetworkCard = {
    format: 1,
    task: result.task,
    input: inputOf(input, result),
    ...(result.classes && { classes: result.classes }),
    ...(target !== undefined && { target }),
    rows: result.rows,
  };
  return [
    {
      name: "model.onnx",
      contents: async () => {
        const file = await networkFile(result.model, card);
        bytes = file.length;
        return file;
      },
    },
    { name: "model.ts", contents: async () => modelTs(card, "model.onnx") },
    {
      name: "network.ts",
      contents: async () => (data.inParts ? networkInPartsTs(result, data) : networkTs(result, data)),
    },
    { name: "leaderboard.json", contents: async () => `${toJson(leaderboardOf(result), 2)}\n` },
    {
      name: "report.html",
      contents: async () => {
        const title = target ?? (from === undefined ? result.task : basename(from));
        const told = { title, source: from, command, names, notes, bytes, usage: usageOf(card, from) };
        return renderNetworkReport(await reportOf(result, told));
      },
    },
  ];
};

/** What the file takes, as the search has found it. */
const inputOf = (input: InputCard, { encoding, facts }: SearchResult): InputCard => {
  const { main, columns } = input.beside ? (encoding as PartsEncoding) : { main: encoding, columns: undefined };
  const own = { ...input, ...(input.beside && { beside: { ...input.beside, encoding: columns } }) };
  if (own.kind === "text" || own.kind === "table") return { ...own, encoding: main };
  return own.kind === "sequence" ? { ...own, steps: (facts as SequenceFacts).shape[0] } : own;
};

/** How the files are used. */
const usageOf = ({ task }: NetworkCard, from: string | undefined) => [
  ...(from === undefined
    ? []
    : [{ title: "On a command line", code: "kaviar predict FOLDER new-data > predictions.csv" }]),
  {
    title: "In TypeScript",
    code: `import { predict } from "./model.ts";\n\nawait predict(${task === "image" ? '"photo.jpg"' : task === "text" ? '"a text"' : "row"});`,
  },
  { title: "The network as a program that trains it again", code: "npx tsx network.ts" },
];
