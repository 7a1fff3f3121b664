import { flag, listOf, type OptionsOf, oneOf } from "@kaviar/base/check";
import { createStep } from "../contract/step.ts";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";
import { options } from "../options.ts";
import { type NumberColumn, numbersColumn, originsOf } from "../table/column.ts";
import { arithmetic } from "./contract/arithmetic.ts";
import { columnsOf, replaceColumns, replaceWires, wiresOf } from "./contract/replacing.ts";
import { allParts, type Cycle, cycles, dayLength, type Part, partsOf, partTensors } from "./date-parts/calendar.ts";

const read = options("dateParts", {
  /** Which parts; left out, those that are not the same in all training rows. */
  parts: listOf(oneOf(...allParts)).optional(),
  /** Whether months, weekdays, days of the year and hours come as sine and cosine too, so that December lies beside January. */
  cyclic: flag.default(true),
});

export type DatePartsOptions = OptionsOf<typeof read>;

interface ColumnDates {
  readonly column: string;
  readonly parts: readonly Part[];
  readonly cyclic: boolean;
  /** The first date in training, in milliseconds. */
  readonly origin: number;
}

/**
 * What a date says, as columns of numbers in its place: `joined:days` since the first date in training, `joined:year`,
 * `joined:month`, `joined:month sin`, `joined:month cos`, …
 *
 * ```ts
 * pipeline(dateParts({ parts: ["month", "weekday"] }), boosting());
 * ```
 * Everything is in UTC. Monday is weekday 0. A part that is the same in all training rows is left out, unless `parts`
 * names it; the days since the first date always come. Missing dates have missing parts.
 */
export const dateParts = createStep(
  read,
  {
    name: "Parts of dates",
    formula: "days, year, month, day, weekday, hour; sin and cos of 2π x / period",
    use: "dates, before every model: seasons, weekdays, trends",
    pitfall: "the days since the first date grow on after training: trees cannot follow a trend there",
    reference: "Hinnant 2013",
    seeAlso: ["encode"],
  },
  {
    fit: ({ table }, { parts, cyclic }): ColumnDates[] =>
      table.data.flatMap((column) => {
        if (column.kind !== "numbers" || column.type !== "date") return [];
        const varying = allParts.filter((part) => varies(partsOf(column.values, part)));
        return [{ column: column.name, parts: parts ?? varying, cyclic, origin: firstOf(column.values) }];
      }),
    apply: (state, table) =>
      replaceColumns(
        table,
        new Map(
          columnsOf(state, table).map(({ column, of }) => [column.name, partColumns(column as NumberColumn, of)]),
        ),
      ),
    notes: (state, { parts: told }) =>
      state.flatMap(({ column, parts }) => {
        const still = told ? [] : allParts.filter((part) => !parts.includes(part));
        return still.length === 0
          ? []
          : [`dateParts left out of \`${column}\` what is the same in all rows: ${still.join(", ")}.`];
      }),
    onnx: (state, wires, graph) =>
      replaceWires(
        wires,
        new Map(wiresOf(state, wires).map(({ wire, of }) => [wire.column, partWires(wire, of, graph)])),
      ),
  },
);

const varies = (values: Float64Array): boolean => {
  const there = values.filter((value) => !Number.isNaN(value));
  return there.some((value) => value !== there[0]);
};

const firstOf = (values: Float64Array): number => {
  let first = Infinity;
  for (const value of values) if (value < first) first = value;
  return first < Infinity ? first : 0;
};

const angleOf = (value: number, { first, length }: Cycle): number => (2 * Math.PI * (value - first)) / length;

const partColumns = (column: NumberColumn, { parts, cyclic, origin }: ColumnDates): NumberColumn[] => {
  const made = (suffix: string, values: Float64Array): NumberColumn =>
    numbersColumn(`${column.name}:${suffix}`, values, originsOf(column));
  return [
    made(
      "days",
      column.values.map((date) => (date - origin) / dayLength),
    ),
    ...parts.flatMap((part) => {
      const values = partsOf(column.values, part);
      const cycle = cyclic ? cycles[part] : undefined;
      if (!cycle) return [made(part, values)];
      const angles = values.map((value) => angleOf(value, cycle));
      return [made(part, values), made(`${part} sin`, angles.map(Math.sin)), made(`${part} cos`, angles.map(Math.cos))];
    }),
  ];
};

const partWires = (wire: Wire, { parts, cyclic, origin }: ColumnDates, graph: GraphBuilder): readonly Wire[] => {
  const { sub, div } = arithmetic(graph);
  const dates = graph.numbers([wire]);
  const tensors = partTensors(dates, graph);
  const made = (suffix: string, tensor: string) => graph.wires(tensor, [`${wire.column}:${suffix}`]);
  return [
    ...made("days", div(sub(dates, origin), dayLength)),
    ...parts.flatMap((part) => {
      const values = tensors[part]();
      const cycle = cyclic ? cycles[part] : undefined;
      if (!cycle) return made(part, values);
      const look = (wave: (angle: number) => number) => waveTensor(values, cycle, wave, graph);
      return [...made(part, values), ...made(`${part} sin`, look(Math.sin)), ...made(`${part} cos`, look(Math.cos))];
    }),
  ];
};

/** A sine of few whole numbers, looked up: a graph's own differs in its last digit, and a bin may begin there. */
const waveTensor = (values: string, cycle: Cycle, wave: (angle: number) => number, graph: GraphBuilder): string => {
  const numbers = Array.from({ length: Math.ceil(cycle.length) }, (_, i) => i + cycle.first);
  const waves = numbers.map((number) => wave(angleOf(number, cycle)));
  return graph.node("LabelEncoder", [values], {
    domain: "ai.onnx.ml",
    attributes: {
      keys_tensor: { tensor: { type: "double", shape: [numbers.length], elements: numbers } },
      values_tensor: { tensor: { type: "double", shape: [numbers.length], elements: waves } },
      default_tensor: { tensor: { type: "double", shape: [1], elements: [Number.NaN] } },
    },
  });
};
