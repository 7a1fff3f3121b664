import { shown } from "@kaviar/base/error";
import { inOrder } from "@kaviar/base/random";
import { classWeights as balance } from "@kaviar/nn";
import type { ClassTarget, Target } from "../contract/target.ts";
import type { Training } from "../contract/training.ts";
import { TableError } from "../error.ts";
import { groupNumbers } from "../table/group-numbers.ts";
import type { Table } from "../table/table.ts";
import type { ClassWeights, FitOptions, RowWeights } from "./fit-options.ts";
import { readTarget } from "./read-target.ts";

/** What a table comes down to when something is fitted to it. */
export interface Prepared {
  readonly training: Training;
  /** The rows of the table that are in it: those that have a target. */
  readonly rows: Int32Array;
  /** What was decided on the way, in sentences. */
  readonly notes: readonly string[];
}

/** Features, target and weights of a table. */
export const prepare = (table: Table, options: FitOptions): Prepared => {
  if (table.rows === 0)
    throw new TableError("data", "A model learns from rows: the table has none.", {
      remedy: "Look whether the file has lines below that of the names, or what a filter left of it.",
    });
  const { target: name, task, positive, group } = options;
  const columnOfWeights = typeof options.weights === "string" ? options.weights : undefined;
  mustBeOne(name, { weights: columnOfWeights, group });
  const { target, rows, notes } =
    name === undefined ? withoutTarget(options) : readTarget(table, { target: name, task, positive });
  const kept = rows ?? inOrder(table.rows);
  const weights = weightsOf(table, kept, target, options);
  const groups = group === undefined ? undefined : groupNumbers(table, group);
  const dropped = [name, columnOfWeights, group].filter((each) => each !== undefined);
  const features = table.without(dropped);
  if (features.columns.length === 0) {
    throw new TableError(
      "data",
      `A model predicts from columns beside the target: the table has only \`${table.columns.join("`, `")}\`.`,
      {
        remedy:
          table.columns.length === 1
            ? 'If the file parts its columns by an unusual letter, name it: readTable(file, { delimiter: ":" }).'
            : "Give it a column to predict from.",
      },
    );
  }
  const training: Training = {
    table: rows ? features.take(rows) : features,
    target,
    weights,
    groups: groups && Int32Array.from(kept, (row) => groups[row]!),
  };
  return { training, rows: kept, notes };
};

/** A column is the target, or says something of the rows. */
const mustBeOne = (target: string | undefined, others: Readonly<Record<"weights" | "group", string | undefined>>) => {
  const option = (["weights", "group"] as const).find((each) => target !== undefined && others[each] === target);
  if (option === undefined) return;
  throw new TableError("options", `A column is the target or the \`${option}\`: \`${target}\` is named as both.`, {
    remedy: `Name the column of the ${option === "group" ? "groups" : "weights"}, or leave \`${option}\` out.`,
  });
};

const withoutTarget = ({ task, positive, classWeights }: FitOptions) => {
  const given = Object.entries({ task, positive, classWeights }).find(([, value]) => value !== undefined);
  if (given) {
    throw new TableError("options", `\`${given[0]}\` says something of the target: there is none.`, {
      remedy: 'Name its column: fit(table, { target: "churned" }).',
    });
  }
  return { target: { task: "anomalies" } as Target, rows: undefined, notes: [] };
};

const weightsOf = (
  table: Table,
  rows: Int32Array,
  target: Target,
  { weights, classWeights }: FitOptions,
): Float64Array | undefined => {
  const own = weights === undefined ? undefined : rowWeights(table, rows, weights);
  if (classWeights === undefined) return own;
  if (target.task !== "classes") {
    throw new TableError("options", "`classWeights` gives classes weights: the target is numbers.", {
      remedy: "Weight rows one by one: { weights }.",
    });
  }
  const byClass = weightsByClass(target, classWeights);
  return Float64Array.from(target.codes, (code, i) => byClass[code]! * (own ? own[i]! : 1));
};

const rowWeights = (table: Table, rows: Int32Array, given: RowWeights): Float64Array => {
  const values: ArrayLike<unknown> = typeof given === "string" ? columnWeights(table, given) : given;
  if (values.length !== table.rows) {
    throw new TableError("options", `There is a weight for each of ${table.rows} rows: got ${values.length}.`);
  }
  let total = 0;
  const weights = Float64Array.from(rows, (row) => {
    const weight = values[row];
    if (!(typeof weight === "number" && weight >= 0 && weight < Infinity)) {
      throw new TableError("options", `Weights are finite numbers ≥ 0: got ${shown(weight)} at row ${row}.`);
    }
    total += weight;
    return weight;
  });
  if (total > 0) return weights;
  throw new TableError("options", "At least one row has a weight above 0: all have 0.");
};

const columnWeights = (table: Table, name: string): ArrayLike<number> => {
  const { data } = table.column(name);
  if (data.kind === "numbers" && data.type !== "date") return data.values;
  const held = data.kind === "texts" ? "texts" : "dates";
  throw new TableError("options", `Weights are numbers: the column \`${name}\` holds ${held}.`);
};

const weightsByClass = ({ classes, codes }: ClassTarget, given: ClassWeights): readonly number[] => {
  if (given === "balanced") {
    const balanced = balance("balanced", codes);
    return classes.map((_, code) => balanced[String(code)] ?? 1);
  }
  const names = classes.map(String);
  for (const [label, weight] of Object.entries(given)) {
    if (names.includes(label) && typeof weight === "number" && weight >= 0 && weight < Infinity) continue;
    throw new TableError("options", `\`classWeights\` gives classes numbers ≥ 0: got ${label}: ${shown(weight)}.`, {
      remedy: `The classes are ${names.slice(0, 10).join(", ")}.`,
    });
  }
  return names.map((name) => (Object.hasOwn(given, name) ? given[name]! : 1));
};
