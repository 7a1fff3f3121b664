import { type Cell, type Column, formatDuration, records, section } from "@kaviar/page";
import type { ReportTrial } from "../../src/report/report-data.ts";
import { constantsOf } from "../../src/space/constants.ts";
import { isInternal } from "../../src/trial/attributes.ts";
import type { PageStudy } from "../page-study.ts";
import { standingOf } from "../standing.ts";
import { addressOf } from "../trial-address.ts";

/** All trials, however many there are. */
export const trials = (study: PageStudy): HTMLElement | undefined =>
  study.trials.length === 0
    ? undefined
    : section(
        "Trials",
        "Every trial; click a column to sort by it, a row to see all of it.",
        ...records({
          rows: study.trials,
          columns: columnsOf(study),
          groups: { label: "show", all: "all states", of: standingOf },
          hint: ({ why }) => why,
          address: ({ number }) => addressOf(number),
        }),
      );

const columnsOf = (study: PageStudy): readonly Column<ReportTrial>[] => {
  const { trials: all, directions, parameters } = study;
  const attributes = new Set(all.flatMap((trial) => Object.keys(trial.attributes)).filter((name) => !isInternal(name)));
  const constraints = new Set(all.flatMap((trial) => Object.keys(trial.constraints)));
  const has = (of: (trial: ReportTrial) => unknown) => all.some((trial) => of(trial) !== undefined);
  return [
    { name: "trial", of: ({ number }) => number },
    {
      name: "state",
      of: standingOf,
      look: (trial) => ({ class: "state", style: `color:var(--${standingOf(trial)})` }),
    },
    ...directions.map((_, i) => ({
      name: study.objectiveLabel(i),
      of: ({ values }: ReportTrial) => values?.[i],
    })),
    ...[...constraints].map((name) => ({
      name: `${name} ≤ 0`,
      of: ({ constraints: own }: ReportTrial) => own[name],
      look: ({ constraints: own }: ReportTrial) => ({ class: own[name]! > 0 ? "number infeasible" : "number" }),
    })),
    ...parameters.map(({ name }) => ({ name, of: ({ params }: ReportTrial) => params[name] })),
    ...changedConstants(study).map((name) => ({
      name,
      of: (trial: ReportTrial) => study.constants(trial).find((constant) => constant.name === name)?.value,
    })),
    {
      name: "took",
      of: took,
      show: (trial) => (took(trial) === undefined ? "" : formatDuration(took(trial)!)),
    },
    ...(has(({ sampler }) => sampler) ? [{ name: "sampler", of: ({ sampler }: ReportTrial) => sampler }] : []),
    ...(has(({ error }) => error)
      ? [{ name: "error", of: ({ error }: ReportTrial) => error, look: () => ({ class: "error" }) }]
      : []),
    ...[...attributes].map((name) => ({
      name,
      of: ({ attributes: own }: ReportTrial): Cell => {
        const value = own[name];
        return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
      },
    })),
  ];
};

/** Constants that were not the same for all trials: a program may have declared them otherwise on the way. */
const changedConstants = ({ spaces }: PageStudy): readonly string[] => {
  const values = new Map<string, Set<unknown>>();
  for (const { declared } of spaces)
    for (const { name, value } of constantsOf(declared ?? {}))
      values.set(name, (values.get(name) ?? new Set()).add(value));
  return [...values].filter(([, each]) => each.size > 1).map(([name]) => name);
};

const took = ({ startedAt, finishedAt }: ReportTrial): number | undefined =>
  startedAt === undefined || finishedAt === undefined ? undefined : finishedAt - startedAt;
