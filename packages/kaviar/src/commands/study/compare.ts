import { formatDuration, formatNumber, oneLine, table } from "@kaviar/base/text";
import { type Direction, isBetter, type StudyView, type Trial } from "@kaviar/tune";
import { defineCommand } from "../../command/command.ts";
import { UsageError } from "../../command/usage-error.ts";
import { lookIn, withStorage } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";
import { bestTrials, countStates, durationOf } from "../../studies/summary.ts";

export const command = defineCommand({
  usage: "study compare A B …",
  about: "Puts studies of one objective side by side: their best, also after the same number of trials.",
  words: ["A", "B…"],
  options: { ...storageOption },
  run: ({ words, options }, { style, columns: width }) =>
    withStorage(options.storage, "read", async (storage) => {
      const curves: Curve[] = [];
      for (const name of words) curves.push(await lookIn(storage, name, curveOf));
      const direction = sharedDirection(curves);
      const common = Math.min(...curves.map(({ bestAfter }) => bestAfter.length));
      const compared = curves.map(({ bestAfter, ...curve }) => ({
        ...curve,
        bestAfterCommon: common === 0 ? null : bestAfter[common - 1]!,
      }));
      const rows = compared.map((curve) => [
        oneLine(curve.name),
        cell(curve.best),
        cell(curve.bestAfterCommon),
        curve.bestTrial === null ? "–" : String(curve.bestTrial),
        String(curve.complete),
        String(curve.pruned),
        String(curve.failed),
        formatDuration(curve.milliseconds),
      ]);
      const columns = [
        "study",
        "best",
        `best of first ${common}`,
        "at trial",
        "complete",
        "pruned",
        "failed",
        "time in trials",
      ];
      const lines = table(
        columns.map((title, i) => (i === 0 ? { title } : { title, align: "right" as const })),
        rows,
        { width, head: style.dim },
      );
      return { data: { direction, commonTrials: common, studies: compared }, lines };
    }),
});

interface Curve {
  readonly name: string;
  readonly direction: Direction;
  readonly best: number | null;
  readonly bestTrial: number | null;
  readonly complete: number;
  readonly pruned: number;
  readonly failed: number;
  readonly milliseconds: number;
  /** The best value after 1, 2, 3 … finished trials; null before the first that counts. */
  readonly bestAfter: readonly (number | null)[];
}

const curveOf = async (study: StudyView): Promise<Curve> => {
  if (study.directions.length > 1)
    throw new UsageError(`Studies of one objective are compared, "${study.name}" has ${study.directions.length}.`);
  const [best] = await bestTrials(study);
  const { complete, pruned, failed } = countStates(study.trials);
  return {
    name: study.name,
    direction: study.directions[0]!,
    best: best?.value ?? null,
    bestTrial: best?.number ?? null,
    complete,
    pruned,
    failed,
    milliseconds: study.trials.reduce((sum, trial) => sum + (durationOf(trial) ?? 0), 0),
    bestAfter: bestSoFar(study.trials, study.directions),
  };
};

const bestSoFar = (trials: readonly Trial[], directions: readonly Direction[]): (number | null)[] => {
  const ended = trials
    .filter(({ finishedAt }) => finishedAt !== undefined)
    .sort((a, b) => a.finishedAt!.getTime() - b.finishedAt!.getTime() || a.number - b.number);
  let best: Trial | undefined;
  return ended.map((trial) => {
    if (isBetter(trial, best, directions)) best = trial;
    return best?.value ?? null;
  });
};

const sharedDirection = (curves: readonly Curve[]): Direction => {
  const [first] = curves;
  const other = curves.find(({ direction }) => direction !== first!.direction);
  if (other !== undefined)
    throw new UsageError(
      `Studies with one direction are compared: "${first!.name}" has ${first!.direction}, "${other.name}" has ${other.direction}.`,
    );
  return first!.direction;
};

const cell = (value: number | null): string => (value === null ? "–" : formatNumber(value));
