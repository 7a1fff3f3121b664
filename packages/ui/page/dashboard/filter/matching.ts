import { standings } from "../../../src/columns/standing.ts";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { objectiveLabel } from "../objective-label.ts";
import type { TableColumn, TrialTable } from "../table/trial-table.ts";
import { type Comparison, type Expression, none, type Operator } from "./expression.ts";
import { filterError } from "./filter-error.ts";
import { type commonWords, writeName } from "./write-filter.ts";

export type Matches = (number: number) => boolean;

/** What a comparison looks at: numbers, or texts and what else may be chosen. */
type Field = { readonly numbers: (number: number) => number } | { readonly column: TableColumn };

/** What every trial has, by the words that filters call it. */
const common: { readonly [Word in (typeof commonWords)[number]]: (table: TrialTable) => Field } = {
  number: () => ({ numbers: (number) => number }),
  value: ({ values }) => ({ numbers: (number) => values[0]![number]! }),
  took: ({ startedAt, finishedAt }) => ({ numbers: (number) => (finishedAt[number]! - startedAt[number]!) / 1_000 }),
  state: ({ standing }) => ({ column: { numbers: standing, choices: [...standings] } }),
  sampler: ({ sampler }) => ({ column: sampler }),
};

/** Whether a trial is one of those that are asked for. What a trial has not is neither greater, less, equal nor other. */
export const matching = (expression: Expression, table: TrialTable, study: StudySummary): Matches => {
  if (expression.kind === "comparison") return comparing(expression, fieldOf(expression, table, study));
  if (expression.kind === "not") {
    const inner = matching(expression.of, table, study);
    return (number) => !inner(number);
  }
  const [a, b] = expression.of.map((each) => matching(each, table, study)) as [Matches, Matches];
  return expression.kind === "and" ? (number) => a(number) && b(number) : (number) => a(number) || b(number);
};

const fieldOf = ({ name, isQuoted, value }: Comparison, table: TrialTable, study: StudySummary): Field => {
  if (!isQuoted && name === "state" && !(standings as readonly unknown[]).includes(value))
    throw filterError(
      `A state is one of ${standings.join(", ")}: got ${value === none ? "none" : String(value)}.`,
      "Write one of them.",
    );
  if (!isQuoted && Object.hasOwn(common, name)) return common[name as keyof typeof common](table);
  const param = table.params.find((each) => each.name === name);
  if (param !== undefined) return { column: param };
  const objective = study.directions.findIndex((_, at) => objectiveLabel(study, at) === name);
  const values = table.values[objective];
  if (values !== undefined) return { numbers: (number) => values[number]! };
  const names = [...Object.keys(common), ...table.params.map((each) => writeName(each.name))];
  throw filterError(
    `A filter names what trials of this study have: got ${name}.`,
    `There ${names.length === 1 ? "is" : "are"} ${names.join(", ")}.`,
  );
};

const holds: { readonly [Each in Operator]: (a: number, b: number) => boolean } = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const comparing = ({ operator, value, name }: Comparison, field: Field): Matches => {
  const hold = holds[operator];
  if (value === none) {
    const has = "column" in field ? field.column.numbers : undefined;
    const lacks: Matches =
      has === undefined
        ? (number) => Number.isNaN((field as { numbers(number: number): number }).numbers(number))
        : (number) => Number.isNaN(has[number]!);
    return operator === "=" ? lacks : (number) => !lacks(number);
  }
  if ("column" in field && field.column.choices !== undefined) {
    // Each choice is compared once, however many trials have it.
    const { choices, numbers } = field.column;
    const passes = choices.map((choice) =>
      typeof choice === "number" && typeof value === "number"
        ? hold(choice, value)
        : operator === "="
          ? String(choice) === String(value)
          : operator === "!=" && String(choice) !== String(value),
    );
    return (number) => passes[numbers[number]!] ?? false;
  }
  if (typeof value !== "number")
    throw filterError(`${name} is a number: got ${JSON.stringify(value)}.`, "Compare it with a number, or with none.");
  const { numbers } = "column" in field ? { numbers: (number: number) => field.column.numbers[number]! } : field;
  return (number) => {
    const own = numbers(number);
    return !Number.isNaN(own) && hold(own, value);
  };
};
