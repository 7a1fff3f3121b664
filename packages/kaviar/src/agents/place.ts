import { plural, shownUrl } from "@kaviar/base/text";
import { hearsFromNow, type Storage, type StudyRecord, sharedPlace, studyFolder } from "@kaviar/tune";
import { CommandError } from "../command/command-error.ts";
import type { Outcome, Output } from "../command/outcome.ts";
import { UsageError } from "../command/usage-error.ts";
import { studyCommand } from "../studies/study-command.ts";
import { agentCounts } from "./agent-words.ts";
import { clusterOf, engineFor } from "./engine.ts";
import { isAlive, keepPlaced, type Placed, placedOf, seenOf } from "./placed.ts";
import type { EngineName, Placement } from "./placement-options.ts";
import { planOf } from "./plan-of.ts";

/** A study that agents are to work on, and what was asked for. */
interface ToPlace {
  readonly record: StudyRecord;
  readonly storage: Storage;
  /** Where the studies are, with its password. */
  readonly url: string;
  readonly engine: EngineName;
  readonly placement: Placement;
  readonly workers: number;
  /** Keeps with the study what its agents need, before any of them begins. */
  keep(): Promise<void>;
}

/** Refuses a storage that agents on other machines cannot reach. */
export const checkShared = (url: string): void => {
  if (/^postgres(ql)?:/.test(url)) return;
  throw new CommandError(
    "storage-of-one-machine",
    `Agents on several machines share a study through PostgreSQL: got ${shownUrl(url)}.`,
    {
      remedy: "Say where it is, in KAVIAR_STORAGE: postgres://USER@HOST/DATABASE; PGPASSWORD has the password.",
    },
  );
};

/** What would be handed in. */
export const dryRun = async (
  name: string,
  engine: EngineName,
  url: string,
  given: Placement,
  workers: number,
  artifacts: string | undefined,
): Promise<Outcome> => {
  const plan = planOf(name, url, given, workers, artifacts);
  const cluster = await clusterOf(engineFor(engine, given, "STUDY-FOLDER"));
  const text = await cluster.describe(plan);
  return { data: { engine, agents: plan.agents, text }, lines: text.split("\n") };
};

/** Hands agents in, unless they are there already, and says so. */
export const place = async (given: ToPlace, output: Output): Promise<Placed> => {
  const { record, storage, placement, workers } = given;
  const there = await aliveOf(record);
  if (there !== undefined && placement.nodes !== undefined && placement.nodes !== there.agents)
    throw new UsageError(
      `A study has its agents once: "${record.name}" has ${plural(there.agents, "agent")} on ${there.engine.name}, as ${there.job}.`,
      `Follow them without --nodes, or end them first: ${studyCommand("study stop", record.name, storage.url)}.`,
    );
  const placed = there ?? (await submit(given));
  const seen = await seenOf(placed);
  output.progress.write(
    `${there === undefined ? "Handed" : "Found"} ${plural(placed.agents, "agent")} of ${plural(workers, "worker")} ${there === undefined ? "to" : "on"} ${placed.engine.name} as ${placed.job}: ${seen.unknown ?? agentCounts(seen.agents)}. Ctrl-C detaches: they go on.\n`,
  );
  return placed;
};

const submit = async ({ record, storage, url, engine, placement, workers, keep }: ToPlace): Promise<Placed> => {
  await keep();
  const it = engineFor(engine, placement, studyFolder(storage.folder!, record));
  const cluster = await clusterOf(it);
  const plan = planOf(record.name, url, placement, workers, sharedPlace(record));
  const environment = { ...plan.environment, ...(await hearsFromNow(storage, record)) };
  const job = await cluster.submit({ ...plan, environment });
  const placed: Placed = { engine: it, job, agents: plan.agents, at: Date.now() };
  await keepPlaced(storage, record, placed).catch(async (error: unknown) => {
    // Nobody would know of them.
    await cluster.cancel(job);
    throw error;
  });
  return placed;
};

/** The agents of a study that live, those that were handed in last. */
export const aliveOf = async (record: StudyRecord): Promise<Placed | undefined> => {
  for (const placed of placedOf(record).toReversed()) {
    const { agents, unknown } = await seenOf(placed);
    if (unknown !== undefined || agents.some(isAlive)) return placed;
  }
  return undefined;
};
