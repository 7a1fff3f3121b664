import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import type { Random } from "@kaviar/base/random";
import { type Model, type ModelDefinition, modelOf } from "../contract/model.ts";
import type { Target } from "../contract/target.ts";
import { type Training, takeTraining } from "../contract/training.ts";
import { TableError } from "../error.ts";
import { chainToOnnx, fitChain, notesOfChain, predictChain } from "../fitting/chain.ts";
import { type ChainStates, statesOf, withStates } from "../fitting/chain-states.ts";
import { chainOf, member } from "../fitting/member.ts";
import { options } from "../options.ts";
import { countFrom, drawWith, drawWithout, partOrCount } from "./contract/draw-rows.ts";
import { checkOutOfBag, notesOfOutOfBag, type OutOfBag, tallyOutOfBag, unseenRows } from "./contract/out-of-bag.ts";
import { decisionTree } from "./decision-tree.ts";

const read = options("bagging", {
  /** What is fitted again and again: a model, or a pipeline that ends in one. */
  of: member.default(decisionTree()),
  /** How many times. */
  members: whole(1).default(10),
  /** How many rows each is fitted to: a part below 1, or a count. As many as there are unless said. */
  maxSamples: partOrCount.optional(),
  /** How many columns each sees: a part below 1, or a count. All of them unless said. */
  maxFeatures: partOrCount.optional(),
  /** Whether a row may be drawn several times. */
  bootstrap: flag.default(true),
  /** Whether a column may be drawn several times: then a member may see fewer. */
  bootstrapFeatures: flag.default(false),
  /** For classes: whether each member sees as many rows of each class as there are of the rarest. */
  balanced: flag.default(false),
  /** Whether members are scored on the rows that they did not see: `notes` say accuracy or R². */
  oobScore: flag.default(false),
});

export type BaggingOptions = OptionsOf<typeof read>;

interface BaggingState {
  readonly members: readonly { readonly columns: readonly string[]; readonly states: ChainStates }[];
  /** The columns of the rows that it was fitted to. */
  readonly columns: readonly string[];
  readonly outOfBag?: OutOfBag | undefined;
}

type Drawing = ReturnType<typeof read>;

const definition: ModelDefinition<Drawing, BaggingState> = {
  name: "bagging",
  tasks: ["classes", "numbers"],
  slow: true,
  fit: async (training, given, context): Promise<BaggingState> => {
    checkOutOfBag("bagging", given);
    const { steps, model } = chainOf(given.of);
    const tally = given.oobScore ? tallyOutOfBag("bagging", training.target) : undefined;
    const members: BaggingState["members"][number][] = [];
    for (let number = 0; number < given.members; number++) {
      context.progress(number / given.members);
      await context.pause();
      const random = context.random(number);
      const columns = drawnColumns(training, given, random);
      const drawn = drawnRows(training, given, random);
      // Drawn by weight: they are not to count a second time.
      const { weights: _, ...own } = takeTraining(training, drawn);
      const seen = { ...own, table: own.table.select(columns) };
      const fitted = await fitChain(steps, model, seen, context.within(number));
      members.push({ columns, states: statesOf(fitted) });
      const rows = tally && unseenRows(drawn, training.table.rows);
      if (rows?.length) tally!.add(rows, await predictChain(fitted, training.table.select(columns).take(rows)));
    }
    return { members, columns: training.table.columns, ...(tally ? { outOfBag: tally.score() } : {}) };
  },
  predict: async ({ members }, table, given) => {
    const chain = chainOf(given.of);
    let sums: Float64Array | undefined;
    for (const { columns, states } of members) {
      const says = await predictChain(withStates(chain, states), table.select(columns));
      sums = sums ? sums.map((sum, i) => sum + says[i]!) : says;
    }
    return sums!.map((sum) => sum / members.length);
  },
  onnx: ({ members }, wires, graph, given) => {
    const chain = chainOf(given.of);
    const says = members.map(({ columns, states }) =>
      chainToOnnx(
        withStates(chain, states),
        columns.map((column) => wires.find((wire) => wire.column === column)!),
        graph,
      ),
    );
    const sum = says.reduce((a, b) => graph.node("Add", [a, b]));
    return graph.node("Div", [sum, graph.doubles([members.length], [])]);
  },
  notes: ({ members, outOfBag }, { of }) => [
    ...new Set(members.flatMap(({ states }) => notesOfChain(withStates(chainOf(of), states)))),
    ...notesOfOutOfBag("bagging", outOfBag),
  ],
};

/** The mean over members of how much each column counts; one that a member did not see counts nothing to it. */
const importances: ModelDefinition<Drawing, BaggingState>["importances"] = ({ members, columns }, { of }) => {
  const { definition, options } = chainOf(of).model;
  const places = new Map(columns.map((name, place) => [name, place]));
  const sums = new Float64Array(columns.length);
  for (const { columns: seen, states } of members) {
    for (const [i, part] of definition.importances!(states.model, options).entries())
      sums[places.get(seen[i]!)!]! += part;
  }
  return sums.map((sum) => sum / members.length);
};

/** Where a member has steps, what counts is what these make, and not the columns of the table. */
const knowsImportances = ({ of }: Drawing): boolean => {
  const { steps, model } = chainOf(of);
  return steps.length === 0 && model.definition.importances !== undefined;
};

/**
 * The mean of many of one kind, each fitted to other rows.
 *
 * ```ts
 * pipeline(encode(), bagging({ of: kNearest({ k: 3 }), members: 30, maxSamples: 0.5 }));
 * bagging({ balanced: true, members: 50 });               // for rare classes
 * ```
 * With weights, rows are drawn by them. A member that sees only rows of some classes gives the others no probability.
 * `oobScore` counts the rows that some member did not see, each once, whatever its weight. Where the member is a model that
 * knows how much each column counts, without steps before it, bagging knows the mean of that.
 */
export const bagging = withCard(
  (given?: BaggingOptions): Model => {
    const options = read(given);
    return modelOf(knowsImportances(options) ? { ...definition, importances } : definition, options);
  },
  {
    about: {
      name: "Bagging",
      formula: "ŷ = mean over members, each fitted to rows drawn with replacement",
      use: "to calm what changes much with its rows: deep trees, few neighbours; balanced, for rare classes",
      pitfall: "what is wrong in the same way every time stays wrong",
      reference: "Breiman 1996; Chen et al. 2004",
      seeAlso: ["randomForest", "decisionTree"],
    },
    definition,
  },
);

const drawnColumns = ({ table }: Training, given: Drawing, random: Random): readonly string[] => {
  const all = table.columns.length;
  const count = Math.min(all, countFrom(given.maxFeatures ?? all, all));
  if (count === all && !given.bootstrapFeatures) return table.columns;
  const drawn = (given.bootstrapFeatures ? drawWith : drawWithout)(random, all, count);
  return [...new Set(drawn.sort())].map((column) => table.columns[column]!);
};

const drawnRows = ({ table, target, weights }: Training, given: Drawing, random: Random): Int32Array => {
  const draw = given.bootstrap ? drawWith : drawWithout;
  const strata = given.balanced ? rowsOfClasses(target) : [Int32Array.from({ length: table.rows }, (_, row) => row)];
  const rarest = Math.min(...strata.map((rows) => rows.length));
  const count = countFrom(given.maxSamples ?? rarest, rarest);
  return Int32Array.from(
    strata.flatMap((rows) => {
      const own = weights ? Float64Array.from(rows, (row) => weights[row]!) : undefined;
      const size = given.bootstrap ? count : Math.min(count, rows.length);
      return Array.from(draw(random, rows.length, size, own), (i) => rows[i]!);
    }),
  );
};

/** The rows of each class that has some. */
const rowsOfClasses = (target: Target): readonly Int32Array[] => {
  if (target.task !== "classes") {
    throw new TableError("options", "`balanced` of bagging is for classes: the target holds numbers.", {
      remedy: "Leave it out.",
    });
  }
  const { classes, codes } = target;
  const rows = Int32Array.from(codes.keys());
  return classes.map((_, c) => rows.filter((row) => codes[row] === c)).filter((own) => own.length > 0);
};
