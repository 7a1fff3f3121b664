import { formatDuration, records, section } from "@kaviar/page";
import type { FitReport, Place } from "../../../src/report/fit-report.ts";
import { partsLine } from "../parts.ts";
import { spread } from "../score.ts";

/** The pipelines, the best first. */
export const leaderboard = ({ leaderboard: all, front, counts, finalists, metric }: FitReport): HTMLElement => {
  const onFront = new Set(front.map(({ trial }) => trial));
  const places = new Map(all.map(({ trial }, i) => [trial, i + 1]));
  return section(
    "Leaderboard",
    `${counts.scored > all.length ? `The best ${all.length} of ${counts.scored} pipelines` : "All pipelines"} by ${metric.title} on the folds (± one standard deviation): differences below that are luck.${finalists ? ` The first ${finalists.count} were scored on ${finalists.folds} folds, the others on ${finalists.of}: the best of many scores on few folds is in part luck.` : ""} A dot is on the front above.`,
    ...records<Place>({
      rows: all,
      atOnce: 15,
      columns: [
        { name: "nr", of: ({ trial }) => places.get(trial) },
        { name: metric.title, of: ({ score }) => score, show: ({ score, std }) => spread({ mean: score, std }) },
        {
          name: "pipeline",
          of: ({ words }) => words,
          show: ({ words }) => partsLine(words),
          look: ({ words }) => ({ class: "wrap", title: words }),
        },
        {
          name: "front",
          of: ({ trial }) => (onFront.has(trial) ? 1 : 0),
          show: ({ trial }) => (onFront.has(trial) ? "●" : ""),
          look: () => ({ class: "front" }),
        },
        { name: "parts", of: ({ parts }) => parts },
        {
          name: "fit",
          of: ({ fitSeconds }) => fitSeconds,
          show: ({ fitSeconds }) => formatDuration(1000 * fitSeconds),
        },
        {
          name: "1000 rows",
          of: ({ thousandRowsSeconds }) => thousandRowsSeconds,
          show: ({ thousandRowsSeconds }) => formatDuration(1000 * thousandRowsSeconds),
        },
        { name: "came by", of: ({ operator }) => operator },
        { name: "trial", of: ({ trial }) => trial },
      ],
    }),
  );
};
