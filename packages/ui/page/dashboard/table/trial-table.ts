import type { Choice, ChoiceColumn, ParamColumn, TrialColumns } from "../../../src/columns/trial-columns.ts";

/**
 * All trials of a study, a row each at the place of its number: what changed is written over what was there. A row whose
 * standing is NaN is a trial that is not known yet.
 */
export interface TrialTable {
  /** How many rows there are, those that are not known yet among them. */
  readonly rows: number;
  readonly revision: number;
  readonly standing: Float64Array;
  readonly startedAt: Float64Array;
  readonly finishedAt: Float64Array;
  readonly reports: Float64Array;
  readonly values: readonly Float64Array[];
  readonly params: readonly TableParam[];
  readonly sampler: TableColumn;
  readonly owner: TableColumn;
  /** Writes rows in; gives their numbers. */
  merge(columns: TrialColumns): readonly number[];
}

export interface TableColumn {
  numbers: Float64Array;
  /** Where there are some, the numbers are places in this list. */
  choices?: Choice[];
}

export interface TableParam extends TableColumn {
  readonly name: string;
  /** Of numbers: one of its spaces has it on a logarithmic scale. */
  log?: true;
}

const empty = (size: number): Float64Array => new Float64Array(size).fill(Number.NaN);

export const createTrialTable = (objectives: number): TrialTable => {
  let [rows, revision, room] = [0, 0, 0];
  let [standing, startedAt, finishedAt, reports] = [empty(0), empty(0), empty(0), empty(0)];
  let values = Array.from({ length: objectives }, () => empty(0));
  const params = new Map<string, TableParam>();
  const [sampler, owner]: readonly [TableColumn, TableColumn] = [
    { numbers: empty(0), choices: [] },
    { numbers: empty(0), choices: [] },
  ];

  const grow = (to: number) => {
    if (to <= room) return;
    room = Math.max(to, 2 * room, 64);
    const grown = (column: Float64Array) => {
      const larger = empty(room);
      larger.set(column);
      return larger;
    };
    [standing, startedAt] = [grown(standing), grown(startedAt)];
    [finishedAt, reports] = [grown(finishedAt), grown(reports)];
    values = values.map(grown);
    for (const column of [...params.values(), sampler, owner]) column.numbers = grown(column.numbers);
  };

  const put = (into: Float64Array, from: Float64Array, at: Float64Array) => {
    for (let i = 0; i < at.length; i++) into[at[i]!] = from[i]!;
  };

  return {
    get rows() {
      return rows;
    },
    get revision() {
      return revision;
    },
    get standing() {
      return standing;
    },
    get startedAt() {
      return startedAt;
    },
    get finishedAt() {
      return finishedAt;
    },
    get reports() {
      return reports;
    },
    get values() {
      return values;
    },
    get params() {
      return [...params.values()];
    },
    sampler,
    owner,
    merge: (columns) => {
      const { number } = columns;
      const highest = number.reduce((most, each) => Math.max(most, each), -1);
      grow(highest + 1);
      rows = Math.max(rows, highest + 1);
      revision = Math.max(revision, columns.revision);
      put(standing, columns.standing, number);
      put(startedAt, columns.startedAt, number);
      put(finishedAt, columns.finishedAt, number);
      put(reports, columns.reports, number);
      for (const [objective, column] of columns.values.entries()) put(values[objective]!, column, number);
      for (const column of columns.params) {
        const own = params.get(column.name) ?? { name: column.name, numbers: empty(room) };
        params.set(column.name, own);
        if (column.log) own.log = true;
        putColumn(own, column, number);
      }
      putColumn(sampler, columns.sampler, number);
      putColumn(owner, columns.owner, number);
      return [...number];
    },
  };
};

/** A parameter of one space may be a number and in another one a choice: then all of it are choices. */
const putColumn = (
  own: TableColumn,
  { numbers, choices }: Pick<ParamColumn, "numbers" | "choices"> | ChoiceColumn,
  at: Float64Array,
): void => {
  if (choices !== undefined && own.choices === undefined) {
    own.choices = [];
    own.numbers = own.numbers.map((value) => (Number.isNaN(value) ? value : placeOf(own, value)));
  }
  const places = choices?.map((choice) => placeOf(own, choice));
  for (let i = 0; i < at.length; i++) {
    const value = numbers[i]!;
    const isPlain = own.choices === undefined || Number.isNaN(value);
    own.numbers[at[i]!] = isPlain ? value : (places?.[value] ?? placeOf(own, value));
  }
};

const placeOf = ({ choices }: TableColumn, value: Choice): number => {
  const place = choices!.indexOf(value);
  return place < 0 ? choices!.push(value) - 1 : place;
};

/** What a trial has there; undefined where it has nothing. */
export const valueAt = ({ numbers, choices }: TableColumn, number: number): Choice | undefined => {
  const value = numbers[number];
  if (value === undefined || Number.isNaN(value)) return undefined;
  return choices === undefined ? value : choices[value];
};
