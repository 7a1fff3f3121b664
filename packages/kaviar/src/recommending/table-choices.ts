import type { Choice, Recommendation } from "@kaviar/nn";
import type { Table } from "@kaviar/tabular";

/** What is known of a table when a model of it is chosen. */
export interface TableFacts {
  readonly table: Table;
  /** Rows that have a target, and columns when all of them are numbers. */
  readonly rows: number;
  readonly width: number;
  readonly task: "classes" | "numbers";
  /** What is recommended for a network of the same rows. */
  readonly network: Recommendation;
}

/** What to begin with where a model of tables is wanted. */
export type TableChoices = Readonly<Record<"pipeline" | "metric" | "score", Choice>>;

export const tableChoices = (facts: TableFacts): TableChoices => ({
  pipeline: pipelineFor(facts),
  metric: metricFor(facts),
  score: scoreFor(facts),
});

/** Fewer rows than this tell a tree little. */
const rowsOfTrees = 500;
/** Of fewer rows small leaves are needed. */
const rowsOfLeaves = 1_000;

const pipelineFor = ({ rows, width, task }: TableFacts): Choice => {
  const model = task === "classes" ? "logisticRegression" : "ridge";
  const linear = `pipeline(impute(), encode(), scale(), ${model}())`;
  const trees = rows < rowsOfLeaves ? "pipeline(boosting({ trees: 60, minLeaf: 5 }))" : "pipeline(boosting())";
  const forest = "pipeline(impute(), encode(), extraTrees())";
  const network = { choice: "network()", when: "there are some thousand rows, in an ensemble beside boosting" };
  if (2 * width > rows)
    return {
      choice: linear,
      why: `${width} columns (as numbers) for ${rows} rows: a linear model with a penalty is all that so few rows can carry, and it is scaled so that the penalty treats columns alike.`,
      instead: [
        {
          choice: "selectBest({ share: 0.05 })",
          when: "most columns have nothing to do with the target: before scale()",
        },
        task === "classes"
          ? { choice: "linearSvm()", when: "only answers count, not probabilities" }
          : { choice: "lasso()", when: "few columns matter: it makes the weights of the others 0" },
      ],
      topic: model,
    };
  if (rows < rowsOfTrees)
    return {
      choice: linear,
      why: `${rows} rows are few: a linear model has little room to learn noise, and says which columns matter. What it misses, trees will show.`,
      instead: [
        { choice: trees, when: "columns act together, or by steps" },
        { choice: forest, when: "it should need no tuning" },
        { choice: "gaussianProcess()", when: "the target is a smooth function of a few numbers" },
      ],
      topic: model,
    };
  return {
    choice: trees,
    why: `${rows} rows of ${width} columns: boosted trees are the best first model of most tables. They take categories, gaps and any scale as they come.`,
    instead: [
      { choice: linear, when: "it has to be explained, or is nearly as good" },
      { choice: forest, when: "it should need no tuning" },
      network,
    ],
    topic: "boosting",
  };
};

const metricFor = ({ network: { task, choices } }: TableFacts): Choice => {
  const isImbalanced = choices.balance.choice !== "none";
  const topic = "metrics";
  if (task === "binary")
    return isImbalanced
      ? {
          choice: "prAuc",
          why: "One class is small: prAuc looks at how the rare one is found, whatever the threshold.",
          instead: [{ choice: "f1", when: "answers count: with --threshold f1" }],
          topic,
        }
      : {
          choice: "rocAuc",
          why: "Neither class is small: how well scores order the rows, whatever the threshold.",
          instead: [{ choice: "logLoss", when: "probabilities are used, not only their order" }],
          topic,
        };
  if (task === "classes")
    return isImbalanced
      ? {
          choice: "balancedAccuracy",
          why: "A class is small: each counts alike.",
          instead: [{ choice: "logLoss", when: "probabilities are used" }],
          topic,
        }
      : {
          choice: "logLoss",
          why: "Several classes: right and sure is best, wrong and sure is worst.",
          instead: [{ choice: "accuracy", when: "only answers count" }],
          topic,
        };
  return choices.metrics.choice === "mae"
    ? {
        choice: "mae",
        why: "A few targets are far from all others, and squared they would be all that counts.",
        instead: [{ choice: "rmse", when: "the far ones are right, and count most" }],
        topic,
      }
    : {
        choice: "rmse",
        why: "Errors in the unit of the target, with large ones stressed.",
        instead: [{ choice: "mae", when: "an error costs by its size" }],
        topic,
      };
};

/** From so many rows on a fifth of them says enough. */
const rowsOfHoldout = 2_000;

const scoreFor = ({ rows, table }: TableFacts): Choice => {
  const [date] = table.schema.filter(({ type }) => type === "date");
  const instead = [
    { choice: "--group COLUMN", when: "several rows are of one person, machine or place" },
    ...(date ? [] : [{ choice: "--time-column COLUMN", when: "later rows are to be predicted from earlier ones" }]),
  ];
  if (date)
    return {
      choice: `--time-column ${date.name}`,
      why: `\`${date.name}\` is a date: if later rows are to be predicted, a score on rows drawn at random would be too good.`,
      instead: [{ choice: "rows drawn at random", when: "the date has nothing to do with it" }, ...instead],
      topic: "validation",
    };
  return rows < rowsOfHoldout
    ? {
        choice: "crossValidate(…, { folds: 5 })",
        why: `A fifth of ${rows} rows says little by itself: five folds have each row predicted once.`,
        instead,
        topic: "validation",
      }
    : {
        choice: "a fifth of the rows, held out",
        why: `A fifth of ${rows} rows is enough to judge by, if it is looked at once, at the end.`,
        instead,
        topic: "validation",
      };
};
