import { type Recommendation, type RecommendTask, recommend, type TrainingData } from "@kaviar/nn";
import { type Profile, profile, type Table } from "@kaviar/tabular";
import { shellWord } from "../command/shell-word.ts";
import { described } from "../fitting/described.ts";
import { rowsOf } from "./rows-of.ts";
import { type TableChoices, tableChoices } from "./table-choices.ts";

/** What to begin with for a table: a model of tables, and a network. */
export interface TableRecommendation {
  readonly file: string;
  readonly target: string;
  /** The table and its target, in words. */
  readonly described: readonly [string, string];
  /** What would search for a better model. */
  readonly command: string;
  readonly table: TableChoices;
  readonly network: Pick<Recommendation, "task" | "inputs" | "choices" | "code">;
  /** What was noticed of the table. */
  readonly findings: Profile["findings"];
}

export const recommendTable = async (file: string, table: Table, target: string): Promise<TableRecommendation> => {
  const seen = await profile(table, { target });
  const { task } = seen.target!;
  const data = await rowsOf(table, target, task);
  const network = await recommendFor(data, task);
  const [rows, width] = (data.x as { readonly shape: readonly [number, number] }).shape;
  const choices = tableChoices({ table, rows, width, task, network });
  const metric = choices.metric.choice;
  return {
    file,
    target,
    described: described(table, target),
    command: `kaviar fit ${shellWord(file)} --target ${shellWord(target)} --metric ${metric}`,
    table: choices,
    network: { task: network.task, inputs: network.inputs, choices: network.choices, code: network.code },
    findings: seen.findings,
  };
};

/** Numbers that look like classes are numbers all the same where a search would take them for such. */
const recommendFor = async (data: TrainingData, task: "classes" | "numbers"): Promise<Recommendation> => {
  const seen = await recommend(data);
  const ofClasses: readonly RecommendTask[] = ["binary", "classes", "signs"];
  return task === "numbers" && ofClasses.includes(seen.task) ? recommend("numbers", data) : seen;
};
