import { type Cell, type Column, formatDuration, records, section } from "@kaviar/page";
import { valueAxis } from "../../src/report/plots/axis.ts";
import type { ReportTrial } from "../../src/report/report-data.ts";
import type { PageStudy } from "../page-study.ts";

/** All trials, however many there are. */
export const trials = (study: PageStudy): HTMLElement | undefined =>
  study.trials.length === 0
    ? undefined
    : section(
        "Trials",
        "Every trial; click a column to sort by it.",
        ...records({
          rows: study.trials,
          columns: columnsOf(study),
          groups: { label: "show", all: "all states", of: ({ state }) => state },
          hint: ({ why }) => why,
        }),
      );

const columnsOf = ({ trials: all, directions, parameters }: PageStudy): readonly Column<ReportTrial>[] => {
  const attributes = new Set(
    all.flatMap((trial) => Object.keys(trial.attributes)).filter((name) => !name.startsWith("kaviar:")),
  );
  const has = (of: (trial: ReportTrial) => unknown) => all.some((trial) => of(trial) !== undefined);
  return [
    { name: "trial", of: ({ number }) => number },
    {
      name: "state",
      of: ({ state }) => state,
      look: ({ state }) => ({ class: "state", style: `color:var(--${state})` }),
    },
    ...directions.map((_, i) => ({
      name: valueAxis(directions, i).label,
      of: ({ values }: ReportTrial) => values?.[i],
    })),
    ...(has(({ error }) => error)
      ? [{ name: "error", of: ({ error }: ReportTrial) => error, look: () => ({ class: "error" }) }]
      : []),
    ...parameters.map(({ name }) => ({ name, of: ({ params }: ReportTrial) => params[name] })),
    {
      name: "took",
      of: took,
      show: (trial) => (took(trial) === undefined ? "" : formatDuration(took(trial)!)),
    },
    ...(has(({ sampler }) => sampler) ? [{ name: "sampler", of: ({ sampler }: ReportTrial) => sampler }] : []),
    ...[...attributes].map((name) => ({
      name,
      of: ({ attributes: own }: ReportTrial): Cell => {
        const value = own[name];
        return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
      },
    })),
  ];
};

const took = ({ startedAt, finishedAt }: ReportTrial): number | undefined =>
  startedAt === undefined || finishedAt === undefined ? undefined : finishedAt - startedAt;
