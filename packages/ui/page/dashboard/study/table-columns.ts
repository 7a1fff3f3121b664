import { formatDuration, formatNumber, formatValue } from "@kaviar/page";
import { standings } from "../../../src/columns/standing.ts";
import type { Choice } from "../../../src/columns/trial-columns.ts";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { objectiveLabel } from "../objective-label.ts";
import { type TrialTable, valueAt } from "../table/trial-table.ts";

export interface TableColumn {
  /** As the address and `comparing` name it. */
  readonly key: string;
  readonly name: string;
  readonly isNumber: boolean;
  raw(number: number): Choice | undefined;
  show(number: number): string;
}

const numbers = (key: string, name: string, of: (number: number) => number, show = formatNumber): TableColumn => {
  const raw = (number: number) => {
    const value = of(number);
    return Number.isNaN(value) ? undefined : value;
  };
  const shown = (value: number | undefined) => (value === undefined ? "" : show(value));
  return { key, name, isNumber: true, raw, show: (number) => shown(raw(number)) };
};

/** All columns that the table of a study may have. */
export const columnsOf = (study: StudySummary, table: TrialTable): readonly TableColumn[] => {
  const state = (number: number) => standings[table.standing[number]!];
  const sampler = (number: number) => valueAt(table.sampler, number);
  return [
    numbers("number", "trial", (number) => number, String),
    { key: "state", name: "state", isNumber: false, raw: state, show: (number) => state(number) ?? "" },
    ...study.directions.map((_, objective) =>
      numbers(
        `value:${objective}`,
        objectiveLabel(study, objective),
        (number) => table.values[objective]?.[number] ?? Number.NaN,
      ),
    ),
    ...table.params.map((param) => ({
      key: `param:${param.name}`,
      name: param.name,
      isNumber: param.choices === undefined,
      raw: (number: number) => valueAt(param, number),
      show: (number: number) => formatValue(valueAt(param, number)),
    })),
    numbers("took", "took", (number) => table.finishedAt[number]! - table.startedAt[number]!, formatDuration),
    {
      key: "sampler",
      name: "sampler",
      isNumber: false,
      raw: sampler,
      show: (number) => formatValue(sampler(number)),
    },
  ];
};

/** Whether all of these trials have the same there. */
export const isSame = ({ raw }: TableColumn, order: Uint32Array): boolean => {
  const first = order[0];
  if (first === undefined) return false;
  const value = raw(first);
  return order.every((number) => raw(number) === value);
};
