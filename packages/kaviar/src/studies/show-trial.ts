import { formatDuration, formatMoment, formatSize, oneLine, plainText, type Style } from "@kaviar/base/text";
import { type Storage, type StudyRecord, type StudyView, type Trial, trialLog } from "@kaviar/tune";
import type { Outcome } from "../command/outcome.ts";
import { UsageError } from "../command/usage-error.ts";
import { failureLines } from "./failure-lines.ts";
import { writtenPairs } from "./params.ts";
import { durationOf } from "./summary.ts";
import { pairsTable, trialBlock } from "./trial-block.ts";
import { trialData } from "./trial-data.ts";

/** One trial: what it ran with and came to, what it has left, and what it printed. */
export const showTrial = async (
  study: StudyView,
  number: number,
  { record, storage }: { readonly record: StudyRecord; readonly storage: Storage },
  style: Style,
): Promise<Outcome> => {
  const trial = study.trials.find((each) => each.number === number);
  if (trial === undefined)
    throw new UsageError(
      `--trial is the number of a trial: "${study.name}" has ${study.trials.length}, and none of the number ${number}.`,
    );
  const log = await trialLog(storage, record, number);
  const blocks = [
    trialBlock(trial.state, study, trial, style),
    factLines(trial, style),
    trial.state === "failed" ? failureLines("failed", trial, style) : [],
    titled("attributes", pairsTable(writtenPairs(trial.attributes), style)),
    titled("artifacts", pairsTable(artifactPairs(trial), style)),
    titled("printed", log === undefined ? [] : plainText(log).replace(/\n$/, "").split("\n")),
  ].filter((block) => block.length > 0);
  return {
    data: { ...trialData(trial), log: log ?? null },
    lines: blocks.flatMap((block, i) => (i === 0 ? block : ["", ...block])),
  };
};

const titled = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];

const factLines = (trial: Trial, style: Style): string[] => {
  const { sampler, why, startedAt, stopReason } = trial;
  const took = durationOf(trial);
  const pairs: (readonly [string, string | undefined])[] = [
    ["proposed by", [sampler, why].filter((each) => each !== undefined).join(": ")],
    ["pruned", stopReason],
    ["started", startedAt && formatMoment(startedAt)],
    ["took", took === undefined ? undefined : formatDuration(took)],
  ];
  return pairsTable(
    pairs.flatMap(([name, text]) => (text === undefined || text === "" ? [] : [[name, oneLine(text)] as const])),
    style,
  );
};

const artifactPairs = ({ artifacts }: Trial): readonly (readonly [string, string])[] =>
  artifacts.map(({ name, size, id }) => [oneLine(name), `${formatSize(size)}  ${id}`]);
