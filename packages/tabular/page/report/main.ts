import { contents, drawPage, h, pair } from "@kaviar/page";
import type { FitReport } from "../../src/report/fit-report.ts";
import { columns } from "../sections/columns.ts";
import { findings } from "../sections/findings.ts";
import { adjusted } from "./sections/adjusted.ts";
import { bought } from "./sections/bought.ts";
import { calibration } from "./sections/calibration.ts";
import { confusion } from "./sections/confusion.ts";
import { curves } from "./sections/curves.ts";
import { data } from "./sections/data.ts";
import { dependence } from "./sections/dependence.ts";
import { errors } from "./sections/errors.ts";
import { failures } from "./sections/failures.ts";
import { headline } from "./sections/headline.ts";
import { importance } from "./sections/importance.ts";
import { leaderboard } from "./sections/leaderboard.ts";
import { learning } from "./sections/learning.ts";
import { lineage } from "./sections/lineage.ts";
import { mistakes } from "./sections/mistakes.ts";
import { model } from "./sections/model.ts";
import { notes } from "./sections/notes.ts";
import { pareto } from "./sections/pareto.ts";
import { progress } from "./sections/progress.ts";
import { scores } from "./sections/scores.ts";
import { shap } from "./sections/shap.ts";
import { usage } from "./sections/usage.ts";

/** A table of more classes needs the whole width. */
const roomBeside = 5;

const footer = ({ madeAt }: FitReport): HTMLElement =>
  h(
    "footer",
    {},
    `Made ${new Date(madeAt).toLocaleString()} by kaviar fit. Drawn with Apache ECharts; all of it is in this file.`,
  );

drawPage((report: FitReport) => {
  const parts = [
    { name: "Result", sections: [bought(report), model(report)] },
    {
      name: "Errors",
      sections: [
        scores(report),
        adjusted(report),
        ...curves(report),
        ...(report.classes.length > roomBeside
          ? [calibration(report), confusion(report)]
          : [pair(calibration(report), confusion(report))]),
        ...errors(report),
        mistakes(report),
      ],
    },
    { name: "What it looks at", sections: [importance(report), dependence(report), shap(report), learning(report)] },
    {
      name: "Search",
      sections: [pair(progress(report), pareto(report)), leaderboard(report), lineage(report), failures(report)],
    },
    { name: "Data", sections: [data(report), findings(report.profile), columns(report.profile)] },
    { name: "Use", sections: [usage(report), notes(report)] },
  ];
  return [...headline(report), ...contents(parts), footer(report)];
});
