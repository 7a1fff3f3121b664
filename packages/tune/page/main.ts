import { drawPage, h, pair } from "@kaviar/page";
import type { ReportData } from "../src/report/report-data.ts";
import { openPageStudy, type PageStudy } from "./page-study.ts";
import { curves } from "./sections/curves.ts";
import { distribution } from "./sections/distribution.ts";
import { failures } from "./sections/failures.ts";
import { headline } from "./sections/headline.ts";
import { history } from "./sections/history.ts";
import { importance } from "./sections/importance.ts";
import { landscape } from "./sections/landscape.ts";
import { parallel } from "./sections/parallel.ts";
import { hypervolume, pareto } from "./sections/pareto.ts";
import { slices } from "./sections/slices.ts";
import { space } from "./sections/space.ts";
import { timeline } from "./sections/timeline.ts";
import { trials } from "./sections/trials.ts";
import { trialDialog } from "./trial-dialog.ts";

const ofObjective = (study: PageStudy, objective: number) => [
  history(study, objective),
  importance(study, objective),
  parallel(study, objective),
  slices(study, objective),
  landscape(study, objective),
  pair(curves(study, objective), distribution(study, objective)),
];

drawPage((data: ReportData) => {
  const study = openPageStudy(data);
  return [
    ...headline(study),
    pair(pareto(study), hypervolume(study)),
    ...study.directions.flatMap((_, objective) => ofObjective(study, objective)),
    space(study),
    timeline(study),
    failures(study),
    trials(study),
    h(
      "footer",
      {},
      `As of ${new Date(study.renderedAt).toLocaleString()}. Drawn with Apache ECharts; all of it is in this file.`,
    ),
    trialDialog(study),
  ];
});
