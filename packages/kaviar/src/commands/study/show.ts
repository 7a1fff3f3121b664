import { formatDuration, formatMoment, oneLine, type Style } from "@kaviar/base/text";
import {
  type Condition,
  conditionText,
  constantsOf,
  domainText,
  type StudyView,
  sharedPlace,
  type Trial,
  wordsForAims,
} from "@kaviar/tune";
import { agentLines, agentsIn } from "../../agents/agent-rows.ts";
import { whole } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import { failureLines } from "../../studies/failure-lines.ts";
import { lookAt } from "../../studies/open.ts";
import { writtenPairs } from "../../studies/params.ts";
import { goalsIn, outlookLines } from "../../studies/runs.ts";
import { showTrial } from "../../studies/show-trial.ts";
import { storageOption } from "../../studies/storage-option.ts";
import { studyCommand } from "../../studies/study-command.ts";
import { bestTrials, countStates, countsLine, durationOf, spanOf, summaryOf } from "../../studies/summary.ts";
import { pairsTable, trialBlock } from "../../studies/trial-block.ts";

export const command = defineCommand({
  usage: "study show NAME [--trial N]",
  about: "Shows a study: its trials, its space, what proposed them, its best; or one trial, and what it has left.",
  examples: ["kaviar study show digits", "kaviar study show digits --trial 17"],
  words: ["NAME"],
  options: {
    trial: { takes: "N", read: whole, about: "One trial, with what it printed and the files that it handed in" },
    ...storageOption,
  },
  run: ({ words, options }, { style }) =>
    lookAt(options.storage, words[0]!, async (study, { record, url, storage }) => {
      if (options.trial !== undefined) return showTrial(study, options.trial, { record, storage }, style);
      const goals = await goalsIn(storage, record);
      const agents = await agentsIn(storage, record, study);
      const { trials } = study.history;
      const last = trials.findLast((trial) => trial !== undefined && trial.dimensions.length > 0);
      const dimensions = last?.dimensions ?? [];
      const constants = constantsOf(last?.space ?? {});
      const samplers = countBy(study.trials, ({ sampler }) => sampler);
      const pairs: [string, string][] = [
        ["study", style.bold(oneLine(study.name))],
        ["storage", url],
        ["artifacts", sharedPlace(record) ?? ""],
        ["created", `${formatMoment(new Date(record.createdAt))}, seed ${study.seed}`],
        ["direction", wordsForAims(study)],
        ["trials", `${study.trials.length}: ${countsLine(countStates(study.trials))}`],
        ...outlookLines(goals, study).map((line): [string, string] => ["how far", line]),
        ["time", timeLine(study.trials)],
        [
          "samplers",
          Object.entries(samplers)
            .map(([name, n]) => `${name} ${n}`)
            .join(", "),
        ],
      ];
      const line = (name: string, what: string, when?: Condition): [string, string] => [
        name,
        `${what}${when === undefined ? "" : style.dim(`  when ${conditionText(when)}`)}`,
      ];
      const space = [
        ...dimensions.map(({ name, domain, when }) => line(name, domainText(domain), when)),
        ...constants.map(({ name, value, when }) => line(name, `constant ${oneLine(String(value))}`, when)),
      ];
      const blocks = [
        pairsTable(
          pairs.filter(([, text]) => text !== ""),
          style,
        ),
        ...(space.length > 0 ? [["", "space", ...spaceLines(space, style)]] : []),
        ...attributesBlock(study, style),
        ...(agents.rows.length > 0 ? [["", ...agents.says, ...agentLines(agents.rows, style), ...agents.failed]] : []),
        ...(await bestBlock(study, url, style)),
        ...failureBlock(study.trials, style),
      ];
      const summary = await summaryOf(study, record, url);
      return {
        data: { ...summary, runs: goals, agents: agents.rows, samplers, space: dimensions, constants },
        lines: blocks.flat(),
      };
    }),
});

/** A space of pipelines has hundreds of dimensions: so many are read. */
const mostDimensions = 60;

const spaceLines = (space: readonly (readonly [string, string])[], style: Style): string[] => {
  const lines = pairsTable(space.slice(0, mostDimensions), style).map((line) => `  ${line}`);
  const left = space.length - mostDimensions;
  return left > 0 ? [...lines, style.dim(`  and ${left} more: --json has them all`)] : lines;
};

const attributesBlock = ({ attributes }: StudyView, style: Style): string[][] => {
  const pairs = writtenPairs(attributes);
  return pairs.length === 0 ? [] : [["", "attributes", ...pairsTable(pairs, style).map((line) => `  ${line}`)]];
};

const bestBlock = async (study: StudyView, storage: string, style: Style): Promise<string[][]> => {
  const best = await bestTrials(study);
  if (best.length === 0) return [];
  if (study.directions.length === 1) return [["", ...trialBlock("best", study, best[0]!, style)]];
  return [["", `front   ${best.length} trials: ${studyCommand("study best", study.name, storage)}`]];
};

const failureBlock = (trials: readonly Trial[], style: Style): string[][] => {
  const failed = trials.findLast(({ state }) => state === "failed");
  return failed === undefined ? [] : [["", ...failureLines(`last failure, trial ${failed.number}`, failed, style)]];
};

const timeLine = (trials: readonly Trial[]): string => {
  const span = spanOf(trials);
  if (span === undefined) return "";
  const inTrials = trials.reduce((sum, trial) => sum + (durationOf(trial) ?? 0), 0);
  return `${formatMoment(span.from)} to ${formatMoment(span.to)}, ${formatDuration(inTrials)} in trials`;
};

const countBy = <T>(items: readonly T[], keyOf: (item: T) => string | undefined): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};
