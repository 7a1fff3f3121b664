import { fromJsonInHtml } from "../src/report/json-in-html.ts";
import type { ReportData } from "../src/report/report-data.ts";
import { h } from "./element.ts";
import { openPageStudy } from "./page-study.ts";
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
import { timeline } from "./sections/timeline.ts";
import { trials } from "./sections/trials.ts";

const study = openPageStudy(fromJsonInHtml(document.getElementById("data")!.textContent!) as ReportData);
const page = document.getElementById("report")!;

/** Two side by side where there is room. */
const pair = (...parts: readonly (HTMLElement | undefined)[]): HTMLElement | undefined => {
  const present = parts.filter((part) => part !== undefined);
  return present.length === 0 ? undefined : h("div", { class: "pair" }, ...present);
};

const ofObjective = (objective: number) => [
  history(study, objective),
  importance(study, objective),
  parallel(study, objective),
  slices(study, objective),
  landscape(study, objective),
  pair(curves(study, objective), distribution(study, objective)),
];

page.replaceChildren(
  ...[
    ...headline(study),
    pair(pareto(study), hypervolume(study)),
    ...study.directions.flatMap((_, objective) => ofObjective(objective)),
    timeline(study),
    failures(study),
    trials(study),
    h(
      "footer",
      {},
      `As of ${new Date(study.renderedAt).toLocaleString()}. Drawn with Apache ECharts; all of it is in this file.`,
    ),
  ].filter((part) => part !== undefined),
);
