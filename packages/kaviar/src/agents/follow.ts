import { styleFor } from "@kaviar/base/text";
import type { Study, StudyRecord } from "@kaviar/tune";
import { whenPipeCloses } from "../command/closed-pipe.ts";
import { exitCode } from "../command/exit-code.ts";
import type { Outcome, Output } from "../command/outcome.ts";
import { studyCommand } from "../studies/study-command.ts";
import { summaryOf } from "../studies/summary.ts";
import { whereWords } from "../studies/where-words.ts";
import { closingWords } from "../tuning/closing-words.ts";
import { startOf } from "../tuning/start-of.ts";
import type { TuneOptions } from "../tuning/tune-options.ts";
import { watch } from "../tuning/watch.ts";
import { detachedWords, endingWords } from "./agent-words.ts";
import { hearFailures } from "./failed-agents.ts";
import { followed } from "./followed.ts";
import type { Crew } from "./place.ts";
import { isAlive, seenOfAll } from "./placed.ts";

/** How often an engine is asked for its agents, in milliseconds: `squeue` is no light question to a large one. */
const every = 3_000;

interface Followed {
  readonly study: Study;
  readonly record: StudyRecord;
  readonly crew: Crew;
  readonly options: TuneOptions & { readonly storage: string };
}

/** Shows what agents do until all have ended, or whoever watches has seen enough. */
export const follow = async ({ study, record, crew, options }: Followed, output: Output): Promise<Outcome> => {
  const { style, progress } = output;
  const began = performance.now();
  let [isDetached, why] = [false, undefined as string | undefined];
  const detach = () => {
    isDetached = true;
    why ??= "detached";
  };
  process.on("SIGINT", detach);
  process.on("SIGTERM", detach);
  whenPipeCloses(detach);
  const failures = hearFailures(study.name, options.storage);
  const look = async () => {
    const seen = await seenOfAll(crew.jobs);
    const agents = seen.flatMap((each) => each.agents);
    if (seen.some(({ unknown }) => unknown !== undefined)) return;
    if (agents.some(isAlive)) {
      const lines = failures(seen);
      if (lines.length > 0) process.stderr.write(`${lines.join("\n")}\n`);
      return;
    }
    // The last trial may have ended since it was looked last.
    await study.refresh();
    why ??= hasAll(study, options)
      ? `the study has its ${options.trials} trials`
      : `every agent has ended: ${endingWords(agents)}`;
  };
  // What is not known now is known at the next look.
  const timer = setInterval(() => void look().catch(() => {}), every);
  const start = await startOf(study, options, began);
  const watching = watch(
    study,
    { ...start, workers: crew.alive * start.workers },
    progress,
    followed(study, () => why !== undefined),
  );
  try {
    await watching.over;
  } finally {
    clearInterval(timer);
    await watching.stop();
    process.off("SIGINT", detach);
    process.off("SIGTERM", detach);
  }
  const { storage } = options;
  const elapsed = performance.now() - began;
  const data = { ...(await summaryOf(study, record, storage)), agents: crew.jobs, detached: isDetached };
  if (isDetached)
    return {
      data,
      lines: [
        detachedWords(crew),
        whereWords(study.name, storage, style),
        `End them: ${style.bold(studyCommand("study stop", study.name, storage))}`,
      ],
    };
  const mine = study.trials.filter(({ number }) => watching.ended.has(number));
  const failure = mine.findLast(({ state }) => state === "failed");
  return {
    data,
    lines: await closingWords(
      study,
      { stopped: why!, elapsed, trials: mine, failure, storage },
      styleFor(process.stdout),
    ),
    code: study.trials.some(({ state }) => state === "complete") ? exitCode.done : exitCode.failed,
  };
};

const hasAll = (study: Study, { trials }: TuneOptions): boolean =>
  trials !== undefined &&
  study.trials.filter(({ state }) => state !== "waiting" && state !== "running").length >= trials;
