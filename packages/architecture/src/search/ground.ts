import type { Split } from "@kaviar/nn";
import type { Architecture } from "../contract/architecture.ts";
import { factsOf } from "../data/facts-of.ts";
import { countRows, type Rows, readRows, takeRows, withRoom } from "../data/rows.ts";
import { readTargets, rowsOfTargets, type Targets, takeTargets } from "../data/targets.ts";
import { ArchitectureError } from "../error.ts";
import { usualMetric } from "../evaluation/score.ts";
import { type ChosenSpace, chooseSpace } from "./choose-space.ts";
import { dealHoldout, dealSplits } from "./deal.ts";
import type { Options } from "./options.ts";
import type { SearchData } from "./search-network.ts";

/** Some of the rows, their targets, and their numbers among all. */
export interface Part {
  readonly rows: Rows;
  readonly targets: Targets;
  readonly numbers: Int32Array;
}

/** What a search stands on: rows that were checked and dealt, and where it looks. */
export interface Ground extends ChosenSpace {
  readonly all: Part;
  /** Those that it may see. */
  readonly searched: Part;
  /** Those that it may not, until it is over. */
  readonly held: Part;
  /** What candidates learn from and are scored on, by the numbers of rows among those that are searched. */
  readonly splits: readonly Split[];
  /** Rows that candidates are scored on, fold after fold, by their numbers among those that are searched. */
  readonly scored: Int32Array;
  readonly facts: unknown;
  readonly metric: string;
  readonly architecture: Architecture;
}

/** Reads what a search is given. */
export const readGround = async (data: SearchData, options: Options): Promise<Ground> => {
  const { task: kind, seed, holdout, metric } = options;
  const rows = withRoom(kind, await readRows(kind, data.x));
  const targets = targetsOf(data, rows, options);
  const dealt = dealHoldout(targets, holdout, seed);
  const partOf = (numbers: Int32Array): Part => ({
    rows: takeRows(rows, numbers),
    targets: takeTargets(targets, numbers),
    numbers,
  });
  const searched = partOf(dealt.searched);
  const splits = dealSplits(searched.targets, seed);
  return {
    all: { rows, targets, numbers: Int32Array.from({ length: countRows(rows) }, (_, i) => i) },
    searched,
    held: partOf(dealt.held),
    splits,
    scored: Int32Array.from(splits.flatMap(({ validation }) => Array.from(validation))),
    facts: factsOf(kind, searched.rows, searched.targets, dealt.searched.length),
    metric: metric ?? usualMetric(targets.kind),
    ...(await chooseSpace(options.space, kind)),
  };
};

/** The names of classes, where there are some to tell apart. */
export const classesOf = ({ all: { targets } }: Ground): readonly string[] | undefined =>
  targets.kind === "classes" ? targets.classes : undefined;

const targetsOf = ({ y }: SearchData, rows: Rows, { target }: Options): Targets => {
  if (y === undefined)
    throw new ArchitectureError(
      "data",
      "A search learns from rows whose classes or numbers are known: there is no y.",
      { remedy: "Read a folder with a folder for each class, or a table with a target." },
    );
  const targets = readTargets(y, target);
  if (countRows(rows) === rowsOfTargets(targets)) return targets;
  throw new ArchitectureError(
    "data",
    `Each row has a target: x has ${countRows(rows)} rows, y has ${rowsOfTargets(targets)}.`,
  );
};
