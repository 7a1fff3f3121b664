import { plural, shownUrl } from "@kaviar/base/text";
import { hearsFromNow, type Storage, type StudyRecord, sharedPlace, studyFolder } from "@kaviar/tune";
import { CommandError } from "../command/command-error.ts";
import type { Outcome, Output } from "../command/outcome.ts";
import { UsageError } from "../command/usage-error.ts";
import { studyCommand } from "../studies/study-command.ts";
import { agentCounts } from "./agent-words.ts";
import { clusterOf, engineFor } from "./engine.ts";
import { haveAllDone } from "./failed-agents.ts";
import { countAlive, keepPlaced, type Placed, placedOf, type Seen, seenOf } from "./placed.ts";
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
  /** Whether nothing is left that others could begin. */
  isOver(): Promise<boolean>;
  /** Paths and addresses of what agents read besides. */
  readonly data?: readonly string[];
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
  places: readonly (string | undefined)[],
): Promise<Outcome> => {
  const plan = planOf(name, url, given, workers, places);
  const cluster = await clusterOf(engineFor(engine, given, "STUDY-FOLDER"));
  const text = await cluster.describe(plan);
  return { data: { engine, agents: plan.agents, text }, lines: text.split("\n") };
};

/** Agents that work on a study together, and how many of them live. */
export interface Crew {
  readonly jobs: readonly Placed[];
  readonly alive: number;
}

/** Hands in the agents that are not there yet, and says so. */
export const place = async (given: ToPlace, output: Output): Promise<Crew> => {
  const { record, storage, placement, workers } = given;
  const there = await aliveOf(record);
  const alive = countAlive(there);
  const { nodes = Math.max(alive, 1) } = placement;
  if (nodes < alive)
    throw new UsageError(
      `A study has as many agents as it is given: "${record.name}" has ${plural(alive, "agent")}, and got --nodes ${nodes}.`,
      `Follow them without --nodes, or end them first: ${studyCommand("study stop", record.name, storage.url)}.`,
    );
  // Where some have ended since all was done, others would too.
  const isOver = alive > 0 && (there.some(({ agents }) => haveAllDone(agents)) || (await given.isOver()));
  const missing = isOver ? 0 : nodes - alive;
  const added = missing === 0 ? [] : [await seenOf(await submit(given, missing, there.length > 0))];
  const says = (found: string, on: string) => (seen: Seen) =>
    `${found} ${plural(seen.placed.agents, "agent")} of ${plural(workers, "worker")} ${on} ${seen.placed.engine.name} as ${seen.placed.job}: ${seen.unknown ?? agentCounts(seen.agents)}.`;
  const lines = [...there.map(says("Found", "on")), ...added.map(says("Handed", "to"))];
  output.progress.write(`${lines.join("\n")} Ctrl-C detaches: they go on.\n`);
  return { jobs: [...there, ...added].map(({ placed }) => placed), alive: alive + missing };
};

const submit = async (
  { record, storage, url, engine, placement, workers, data = [], keep }: ToPlace,
  nodes: number,
  beside: boolean,
): Promise<Placed> => {
  await keep();
  const it = engineFor(engine, placement, studyFolder(storage.folder!, record));
  const cluster = await clusterOf(it);
  const plan = planOf(record.name, url, { ...placement, nodes }, workers, [sharedPlace(record), ...data]);
  const environment = { ...plan.environment, ...(await hearsFromNow(storage, record)) };
  const job = await cluster.submit({ ...plan, environment });
  const placed: Placed = { engine: it, job, agents: plan.agents, at: Date.now(), ...(beside && { beside }) };
  await keepPlaced(storage, record, placed).catch(async (error: unknown) => {
    // Nobody would know of them.
    await cluster.cancel(job);
    throw error;
  });
  return placed;
};

/** The jobs of a study of which agents live. */
export const aliveOf = async (record: StudyRecord): Promise<readonly Seen[]> =>
  (await Promise.all(placedOf(record).map(seenOf))).filter((seen) => countAlive([seen]) > 0);
