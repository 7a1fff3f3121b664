import { command } from "../../command/command.ts";
import { exitCode } from "../../command/exit-code.ts";
import { withStudyAt } from "../../studies/open.ts";
import { jsonOption, storageOption } from "../../studies/storage-option.ts";
import { oneLine } from "../../text/cells.ts";
import { jsonDocument } from "../../text/json.ts";
import { styleFor } from "../../text/style.ts";
import { table } from "../../text/table.ts";

const barCells = 20;

export const importance = command({
  usage: "study importance NAME",
  about: "Says which parameters mattered, most first: the share of the objective's variance each explains (fANOVA).",
  words: ["NAME"],
  options: { ...storageOption, ...jsonOption },
  run: ({ words, options }) =>
    withStudyAt(options.storage, words[0]!, async (study) => {
      const shares = await study.importance();
      const style = styleFor(process.stdout);
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
      const lines = table(columns, rows, { width: process.stdout.columns, head: style.dim });
      if (shares.some(({ method }) => method === "prior"))
        lines.push("Too few complete trials yet: this is the order in which parameters usually matter.");
      process.stdout.write(options.json ? jsonDocument(shares) : `${lines.join("\n")}\n`);
      return exitCode.ok;
    }),
});
