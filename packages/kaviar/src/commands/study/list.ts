import { formatMoment, formatNumber, oneLine, table } from "@kaviar/base/text";
import { wordsForAims } from "@kaviar/tune";
import { defineCommand } from "../../command/command.ts";
import { lookIn, withStorage } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";
import { countsLine, summaryOf } from "../../studies/summary.ts";

export const command = defineCommand({
  usage: "study list",
  about: "Lists the studies of a storage.",
  words: [],
  options: { ...storageOption },
  run: ({ options }, { style, columns: width }) =>
    withStorage(options.storage, "read", async (storage) => {
      const summaries = [];
      for (const record of await storage.studies())
        summaries.push(await lookIn(storage, record.name, (study) => summaryOf(study, record, storage.url)));
      const rows = summaries.map(({ name, trials: { total, ...counts }, best, directions, objectives, createdAt }) => [
        oneLine(name),
        wordsForAims({ directions, objectives }),
        String(total),
        bestCell(best),
        formatMoment(new Date(createdAt)),
        countsLine(counts),
      ]);
      const columns = [
        { title: "study" },
        { title: "direction" },
        { title: "trials", align: "right" },
        { title: "best", align: "right" },
        { title: "created" },
        { title: "states" },
      ] as const;
      const lines =
        rows.length === 0 ? [`No studies in ${storage.url}.`] : table(columns, rows, { width, head: style.dim });
      return { data: summaries, lines };
    }),
});

const bestCell = (best: readonly { values: readonly number[] }[]): string =>
  best.length === 0 ? "–" : best[0]!.values.length > 1 ? `front of ${best.length}` : formatNumber(best[0]!.values[0]!);
