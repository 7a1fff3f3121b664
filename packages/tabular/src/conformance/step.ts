import { createContext } from "../contract/context.ts";
import { optionsJson } from "../contract/options-json.ts";
import type { Step } from "../contract/step.ts";
import { type Training, takeTraining } from "../contract/training.ts";
import { fitSteps } from "../fitting/chain.ts";
import { fromJson } from "../pipeline/from-json.ts";
import { type ColumnData, cellOf, isMissing, lengthOf, originsOf } from "../table/column.ts";
import { textColumn } from "../table/column-of.ts";
import { type Table, tableOf } from "../table/table.ts";
import { type Case, hold } from "./case.ts";
import { cuts, firstRows, partsOf } from "./in-parts.ts";
import { bitsOf, contentsOf, runGraph, unlessRefused } from "./observe.ts";
import { type RowKind, type SampleOptions, sampleTraining } from "./samples.ts";

/** A step to look at. */
export interface StepSubject {
  make(): Step;
  /** The rows that it is for. */
  readonly rows: RowKind;
  readonly task?: SampleOptions["task"];
  /** Whether it is known here by its name, so that it can be read from JSON; true unless said. */
  readonly named?: boolean;
}

interface Fitted {
  readonly state: unknown;
  readonly training: Training;
  readonly apply: (table: Table) => Promise<Table>;
}

const fit = async (step: Step, training: Training): Promise<Fitted> => {
  const { fitted, training: made } = await fitSteps([step], training, createContext(3));
  const { state } = fitted[0]!;
  return { state, training: made, apply: async (table) => step.definition.apply(state, table, step.options) };
};

const sample = ({ rows, task = "classes" }: StepSubject, options: SampleOptions = {}): Training =>
  sampleTraining(rows, { task, ...options });

/** What every step has to show: `StepDefinition` says the law, these cases look whether it holds. */
export const stepConformance: readonly Case<StepSubject>[] = [
  {
    name: "changes nothing that it is given",
    run: async (subject) => {
      const training = sample(subject);
      const before = contentsOf(training.table) + bitsOf(training.target);
      const { apply } = await fit(subject.make(), training);
      await apply(training.table);
      hold(contentsOf(training.table) + bitsOf(training.target) === before, () => "It changed the rows it was given.");
    },
  },
  {
    name: "learns plain data, by which a copy does the same",
    run: async (subject) => {
      const step = subject.make();
      const training = sample(subject);
      const { state, apply } = await fit(step, training);
      const copy = structuredClone(state);
      const made = await step.definition.apply(copy, training.table, step.options);
      hold(
        contentsOf(made) === contentsOf(await apply(training.table)),
        () => "A copy of what it learned does otherwise.",
      );
    },
  },
  {
    name: "learns the same for the same seed",
    run: async (subject) => {
      const [one, other] = [await fit(subject.make(), sample(subject)), await fit(subject.make(), sample(subject))];
      hold(bitsOf(one.state) === bitsOf(other.state), () => "It learned something else from the same rows.");
      hold(contentsOf(one.training.table) === contentsOf(other.training.table), () => "Its training rows differ.");
    },
  },
  {
    name: "is the same step after a way through JSON",
    run: async (subject) => {
      if (subject.named === false) return;
      const step = subject.make();
      const again = fromJson(JSON.parse(optionsJson(step))) as Step;
      const [one, other] = [await fit(step, sample(subject)), await fit(again, sample(subject))];
      hold(
        bitsOf(one.state) === bitsOf(other.state),
        () => `As JSON it is ${optionsJson(step)}, and learns otherwise.`,
      );
    },
  },
  {
    name: "learns of rows in parts what it learns of them at once",
    run: async (subject) => {
      const step = subject.make();
      const training = sample(subject);
      const some = await fit(step, takeTraining(training, firstRows(training)));
      const again = step.definition.inParts?.(some.state, step.options);
      // What stays as it is inside learns nothing of the other rows.
      if (!again || again.stays?.length) return;
      const whole = await (await fit(step, training)).apply(training.table);
      for (const size of cuts) {
        const state = await again.fit(partsOf(training, size), createContext(3));
        const made = await step.definition.apply(state, training.table, step.options);
        hold(near(made, whole), () => `Of parts of ${size} rows it learned something else.`);
      }
    },
  },
  {
    name: "treats each row for itself, and keeps their order",
    run: async (subject) => {
      const training = sample(subject);
      const { apply } = await fit(subject.make(), training);
      const whole = await apply(training.table);
      hold(whole.rows === training.table.rows, () => `It made ${whole.rows} rows of ${training.table.rows}.`);
      const chosen = [17, 3, 3, 40];
      const some = await apply(training.table.take(chosen));
      hold(near(some, whole.take(chosen)), () => "What it makes of a row depends on the others.");
      hold((await apply(training.table.take([]))).rows === 0, () => "Of no rows it makes some.");
    },
  },
  {
    name: "gives columns names of their own, and says what they were made of",
    run: async (subject) => {
      const training = sample(subject);
      const { apply } = await fit(subject.make(), training);
      const made = await apply(training.table);
      const known = new Set(training.table.columns);
      for (const column of made.data) {
        const unknown = originsOf(column).find((name) => !known.has(name));
        hold(unknown === undefined, () => `\`${column.name}\` says it is made of \`${unknown}\`, which is no column.`);
      }
    },
  },
  {
    name: "says which columns it leaves out",
    run: async (subject) => {
      const step = subject.make();
      const training = sample(subject);
      const { state, apply } = await fit(step, training);
      const said = (step.definition.notes?.(state, step.options) ?? []).join("\n");
      const gone = new Set(training.table.columns);
      for (const column of (await apply(training.table)).data) for (const name of originsOf(column)) gone.delete(name);
      for (const name of gone)
        hold(said.includes(`\`${name}\``), () => `It leaves out \`${name}\`, and no note says so.`);
    },
  },
  {
    name: "does in a graph what it does in process, on rows it has seen and on others",
    run: async (subject) => {
      const step = subject.make();
      const { state, apply } = await fit(step, sample(subject));
      for (const table of [
        sample(subject).table,
        sample(subject, { seed: 2, rows: 40 }).table,
        strange(sample(subject).table),
      ]) {
        const made = await unlessRefused(() => apply(table));
        if (made) await agrees(step, state, table, made);
      }
    },
  },
  {
    name: "answers or refuses one row, one column, and columns that are constant or all missing",
    run: async (subject) => {
      const training = sample(subject);
      const row = { ...sample(subject, { rows: 1 }) };
      const column = { ...training, table: training.table.select(training.table.columns[0]!) };
      const constant = { ...training, table: training.table.take(new Int32Array(training.table.rows)) };
      const missing = { ...training, table: tableOf(training.table.data.map(emptied)) };
      for (const odd of [row, column, constant, missing]) {
        await unlessRefused(async () => {
          const { apply } = await fit(subject.make(), odd);
          const made = await apply(odd.table);
          if (odd !== missing) holdsNoNewGaps(odd.table, made);
        });
      }
    },
  },
];

/** Rows with what was never seen: other texts, missing values, values far away. */
const strange = (table: Table): Table =>
  tableOf(
    table.data.map((column): ColumnData => {
      const { name, type } = column;
      if (column.kind === "texts") {
        const cells = Array.from({ length: table.rows }, (_, row) =>
          row % 3 === 0 ? "never seen" : row % 3 === 1 ? null : (cellOf(column, row) as string | null),
        );
        return textColumn(name, cells, type);
      }
      const far = type === "boolean" || type === "date" ? 1 : 50;
      return { ...column, values: column.values.map((value, row) => (row % 3 === 0 ? Number.NaN : far * value)) };
    }),
  );

const emptied = (column: ColumnData): ColumnData =>
  column.kind === "numbers"
    ? { ...column, values: new Float64Array(column.values.length).fill(Number.NaN) }
    : { ...column, codes: new Int32Array(column.codes.length).fill(-1) };

/** A number that is missing where nothing that it was made of is. */
const holdsNoNewGaps = (before: Table, after: Table): void => {
  for (const column of after.data) {
    for (let row = 0; row < after.rows; row++) {
      if (!isMissing(column, row)) continue;
      const hadGap = originsOf(column).some((name) => isMissing(before.column(name).data, row));
      hold(hadGap, () => `It made a missing value, in \`${column.name}\` at row ${row}, where none was.`);
    }
  }
};

/** The same texts, and numbers that differ in their last digits at most: sums may be taken in another order. */
const near = (one: Table, other: Table): boolean =>
  one.columns.join("\n") === other.columns.join("\n") &&
  one.data.every((column, c) => {
    for (let row = 0; row < one.rows; row++) {
      const [a, b] = [cellOf(column, row), cellOf(other.data[c]!, row)];
      if (typeof a === "number" && typeof b === "number" ? !isClose(a, b) : String(a) !== String(b)) return false;
    }
    return true;
  });

const isClose = (a: number, b: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

const agrees = async (step: Step, state: unknown, table: Table, made: Table): Promise<void> => {
  let names: readonly string[] = [];
  const outputs = await runGraph(table, (wires, graph) => {
    const after = step.definition.onnx(state, wires, graph, step.options);
    names = after.map(({ column }) => column);
    return after.map((wire) => ({
      kind: wire.kind,
      tensor: wire.kind === "numbers" ? graph.numbers([wire]) : graph.texts(wire),
      width: 1,
    }));
  });
  hold(names.join("\n") === made.columns.join("\n"), () => `In process it makes ${made.columns}, in a graph ${names}.`);
  for (const [c, column] of made.data.entries()) {
    for (let row = 0; row < lengthOf(column); row++) {
      const there = outputs[c]![row]!;
      const here = heldAt(column, row);
      const same = typeof here === "number" && typeof there === "number" ? isClose(here, there) : here === there;
      hold(same, () => `\`${column.name}\` at row ${row} is ${here} in process, and ${there} in a graph.`);
    }
  }
};

const heldAt = (column: ColumnData, row: number): number | string =>
  column.kind === "numbers" ? column.values[row]! : column.codes[row]! < 0 ? "" : column.levels[column.codes[row]!]!;
