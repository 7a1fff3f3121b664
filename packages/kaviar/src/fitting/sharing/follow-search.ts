import type { Storage, StudyRecord } from "@kaviar/tune";
import { detachedWords, endingWords } from "../../agents/agent-words.ts";
import { hearFailures } from "../../agents/failed-agents.ts";
import { followed } from "../../agents/followed.ts";
import type { Crew } from "../../agents/place.ts";
import { isAlive, seenOfAll } from "../../agents/placed.ts";
import { whenPipeCloses } from "../../command/closed-pipe.ts";
import { exitCode } from "../../command/exit-code.ts";
import type { Outcome, Output } from "../../command/outcome.ts";
import { studyCommand } from "../../studies/study-command.ts";
import { whereWords } from "../../studies/where-words.ts";
import { type Finisher, finisherOf, silence } from "./elect.ts";
import { failureOf, handedOverOf, writeHandedOver } from "./handed-over.ts";
import type { SharedWork, Watching } from "./shared-work.ts";

/** How often it is asked for what agents have written, and how often the engine for the agents, in milliseconds. */
const every = 1_000;
const everyAgent = 3_000;

interface Followed<E> {
  readonly shared: Pick<SharedWork<E>, "watch">;
  readonly watching: Watching<E>;
  readonly storage: Storage;
  readonly record: StudyRecord;
  readonly crew: Crew;
  /** The folder that the model is written to. */
  readonly out: string;
}

/** Shows what agents do until one has finished the search, all have ended, or whoever watches has seen enough. */
export const followSearch = async <E>(
  { shared, watching, storage, record, crew, out }: Followed<E>,
  { style }: Output,
): Promise<Outcome> => {
  let why: "detached" | "ended" | "failed" | "finished" | undefined;
  const detach = () => {
    why ??= "detached";
  };
  process.on("SIGINT", detach);
  process.on("SIGTERM", detach);
  whenPipeCloses(detach);
  let ending = "";
  let finisher: Finisher | undefined;
  let asked = performance.now();
  let beaten = asked;
  const failures = hearFailures(record.name, storage.url);
  const look = async () => {
    if (await handedOverOf(storage, record)) {
      why ??= "finished";
      return;
    }
    if (await failureOf(storage, record)) {
      why ??= "failed";
      return;
    }
    const known = await finisherOf(storage, record);
    if (known !== undefined && known.by !== finisher?.by) watching.hear({ kind: "finishing", doing: `by ${known.by}` });
    if (known?.by !== finisher?.by || known?.beats !== finisher?.beats) beaten = performance.now();
    finisher = known;
    if (performance.now() - asked < everyAgent) return;
    asked = performance.now();
    const now = await seenOfAll(crew.jobs);
    if (now.some(({ unknown }) => unknown !== undefined)) return;
    const lines = failures(now);
    if (lines.length > 0) process.stderr.write(`${lines.join("\n")}\n`);
    const agents = now.flatMap((each) => each.agents);
    if (agents.some(isAlive)) return;
    // Who joined by hand may be the one that finishes.
    if (finisher !== undefined && performance.now() - beaten < silence) return;
    ending = endingWords(agents);
    why ??= (await handedOverOf(storage, record)) ? "finished" : "ended";
  };
  // What is not known now is known at the next look.
  const timer = setInterval(() => void look().catch(() => {}), every);
  try {
    for await (const event of shared.watch((study) => followed(study, () => why !== undefined))) watching.hear(event);
  } finally {
    clearInterval(timer);
    watching.stop();
    process.off("SIGINT", detach);
    process.off("SIGTERM", detach);
  }
  const handed = why === "detached" ? undefined : await handedOverOf(storage, record);
  if (handed !== undefined) {
    await writeHandedOver(storage, record, handed, out);
    return { data: handed.data, lines: handed.lines };
  }
  const failure = why === "detached" ? undefined : await failureOf(storage, record);
  if (failure !== undefined) throw failure;
  const data = { study: record.name, storage: storage.url, agents: crew.jobs, detached: why === "detached" };
  if (why === "detached")
    return {
      data,
      lines: [
        `${detachedWords(crew)} The same command follows them again, and writes the model.`,
        whereWords(record.name, storage.url, style),
        `End them: ${style.bold(studyCommand("study stop", record.name, storage.url))}`,
      ],
    };
  return {
    data,
    lines: [
      `Every agent has ended before the search was finished: ${ending}.`,
      `What they said: ${style.bold(studyCommand("study logs", record.name, storage.url))}`,
      "The same command hands in others, which go on where these ended.",
    ],
    code: exitCode.failed,
  };
};
