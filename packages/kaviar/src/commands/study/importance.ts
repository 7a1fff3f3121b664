import { oneLine, table } from "@kaviar/base/text";
import { defineCommand } from "../../command/command.ts";
import { withStudyAt } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";

const barCells = 20;

export const command = defineCommand({
  usage: "study importance NAME",
  about: "Says which parameters mattered, most first: the share of the objective's variance each explains (fANOVA).",
  words: ["NAME"],
  options: { ...storageOption },
  run: ({ words, options }, { style, columns: width }) =>
    withStudyAt(options.storage, words[0]!, async (study) => {
      const shares = await study.importance();
      const rows = shares.map(({ name, importance, trials }) => [
        oneLine(name),
        `${(100 * importance).toFixed(1)}%`,
        style.cyan("━".repeat(Math.round(Math.min(Math.max(importance, 0), 1) * barCells))).padEnd(barCells),
        String(trials),
      ]);
      const columns = [
        { title: "parameter" },
        { title: "share", align: "right" },
        { title: "" },
        { title: "trials", align: "right" },
      ] as const;
      const lines = table(columns, rows, { width, head: style.dim });
      if (shares.some(({ method }) => method === "prior"))
        lines.push("Too few complete trials yet: this is the order in which parameters usually matter.");
      return { data: shares, lines };
    }),
});
