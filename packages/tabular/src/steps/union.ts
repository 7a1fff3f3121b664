import { withCard } from "@kaviar/base/card";
import type { FitContext } from "../contract/context.ts";
import { type Step, type StepDefinition, stepOf } from "../contract/step.ts";
import type { Training } from "../contract/training.ts";
import { applySteps, stepsToOnnx } from "../fitting/chain.ts";
import type { ColumnData } from "../table/column.ts";
import { type Table, tableOf } from "../table/table.ts";
import { checkSteps, fitInside, notesInside, withStates } from "./contract/inner-steps.ts";
import { wiresNamed } from "./contract/replacing.ts";

/** A step, or steps one after the other; none of them: the columns as they are. */
export type Branch = Step | readonly Step[];

/** What it was made of, as it is kept. */
export interface UnionOptions {
  readonly branches: readonly (readonly Step[])[];
}

interface UnionState {
  /** Of each branch, what its steps learned. */
  readonly states: readonly (readonly unknown[])[];
  /** Of each branch, the columns that it gives and the names that they go on with. */
  readonly names: readonly (readonly { readonly column: string; readonly name: string }[])[];
}

const fitBranches = async ({ branches }: UnionOptions, training: Training, context: FitContext) => {
  const states: (readonly unknown[])[] = [];
  const tables: Table[] = [];
  for (const [i, steps] of branches.entries()) {
    const inside = await fitInside("union", steps, training, context.within(i));
    states.push(inside.states);
    tables.push(inside.table);
  }
  return { state: { states, names: namesFor(branches, tables, training.table) }, tables };
};

const definition: StepDefinition<UnionOptions, UnionState> = {
  name: "union",
  fit: async (training, options, context) => (await fitBranches(options, training, context)).state,
  fitTraining: async (training, options, context) => {
    const { state, tables } = await fitBranches(options, training, context);
    return { state, training: { ...training, table: beside(state, tables, training.table.rows) } };
  },
  apply: async (state, table, { branches }) => {
    const tables: Table[] = [];
    for (const [i, steps] of branches.entries())
      tables.push(await applySteps(withStates(steps, state.states[i]!), table));
    return beside(state, tables, table.rows);
  },
  notes: ({ states }, { branches }) => branches.flatMap((steps, i) => notesInside(steps, states[i]!)),
  onnx: ({ states, names }, wires, graph, { branches }) =>
    branches.flatMap((steps, i) => {
      const made = stepsToOnnx(withStates(steps, states[i]!), wires, graph);
      const own = names[i]!;
      const given = wiresNamed(
        own.map(({ column }) => column),
        made,
      );
      return own.map(({ name }, k) => ({ ...given[k]!, column: name }));
    }),
};

/**
 * The columns of several branches side by side, each made of the same columns.
 *
 * ```ts
 * pipeline(impute(), union(scale(), [quantile(), pca({ k: 3 })]), ridge());
 * union([], polynomial());                                // the columns as they are, and products of them
 * ```
 * A column that several branches leave as it is comes once. Where two branches make columns of one name, the later one
 * goes on as `quantile(age)`: by the last step of its branch. `model.columns` says what came of what.
 */
export const union = withCard(
  (...branches: readonly Branch[]): Step => {
    const steps = branches.map((branch) => checkSteps("union", Array.isArray(branch) ? branch : [branch]));
    return stepOf(definition, { branches: steps });
  },
  {
    about: {
      name: "Union of columns",
      formula: "[f₁(x), f₂(x), …]",
      use: "several views of the same columns at once",
      pitfall: "what is in several branches counts several times for distances and penalties",
      reference: "scikit-learn's FeatureUnion",
      seeAlso: ["forColumns"],
    },
  },
);

const namesFor = (branches: UnionOptions["branches"], tables: readonly Table[], input: Table): UnionState["names"] => {
  const taken = new Set<string>();
  const passed = new Set<ColumnData>();
  const given = new Set(input.data);
  return tables.map((table, i) =>
    table.data.flatMap((column) => {
      if (passed.has(column)) return [];
      if (given.has(column)) passed.add(column);
      const name = freeName(column.name, branches[i]!.at(-1)?.name ?? "as it is", taken);
      taken.add(name);
      return [{ column: column.name, name }];
    }),
  );
};

const freeName = (name: string, step: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(name)) return name;
  const base = `${step}(${name})`;
  for (let i = 1; ; i++) {
    const free = i === 1 ? base : `${base} ${i}`;
    if (!taken.has(free)) return free;
  }
};

const beside = ({ names }: UnionState, tables: readonly Table[], rows: number): Table =>
  tableOf(
    names.flatMap((list, i) =>
      list.map(({ column, name }): ColumnData => {
        const { data } = tables[i]!.column(column);
        return name === column ? data : { ...data, name, from: data.from ?? [column] };
      }),
    ),
    rows,
  );
