import { readTable } from "@kaviar/tabular";
import { text } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import { shellWord } from "../command/shell-word.ts";
import { UsageError } from "../command/usage-error.ts";
import { checkColumn } from "../fitting/check-column.ts";
import { recommendTable } from "../recommending/recommend-table.ts";
import { recommendationLines } from "../recommending/recommendation-lines.ts";

const options = {
  target: { takes: "COLUMN", read: text, about: "The column to predict" },
} as const;

/** Lines longer than this are hard to read. */
const widest = 100;

export const command = defineCommand({
  usage: "recommend FILE --target COLUMN",
  about:
    "Says what to begin with for a table, and why: a pipeline, a metric and how to score it; and a network with its layers, loss, optimizer and all else that has to be chosen. It trains nothing.",
  examples: ["recommend churn.csv --target churned", "recommend 'sales/*.parquet' --target amount --json"],
  words: ["FILE"],
  options,
  run: async ({ words, options: { target } }, { columns = widest, style }) => {
    const file = words[0]!;
    if (target === undefined)
      throw new UsageError(
        "A recommendation needs the column to predict: got no --target.",
        `Such as --target churned. \`kaviar profile ${shellWord(file)}\` shows the columns.`,
      );
    const table = await readTable(file);
    checkColumn("target", target, table, file);
    const found = await recommendTable(file, table, target);
    return { data: found, lines: recommendationLines(found, { columns: Math.min(columns, widest), style }) };
  },
});
