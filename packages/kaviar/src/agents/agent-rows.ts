import { formatDuration, oneLine, type Style, table } from "@kaviar/base/text";
import {
  type Heartbeat,
  ownerNamed,
  type Storage,
  type StudyRecord,
  type StudyView,
  type TrialRecord,
} from "@kaviar/tune";
import { seenWords } from "./agent-words.ts";
import { failedAgents, failedLines } from "./failed-agents.ts";
import { crewOf, type Seen, seenOfAll } from "./placed.ts";

/** A process that works on a study, or did: an agent of a cluster, or one that somebody started. */
export interface AgentRow {
  /** Its number among the agents that work together; absent of a process that is none of them. */
  readonly number?: number;
  /** As the engine calls it. */
  readonly agent?: string;
  readonly host?: string;
  /** What the engine says, else whether it beats. */
  readonly state: string;
  /** Why it waits, or how it ended, in the engine's words. */
  readonly why?: string;
  /** How many trials it has ended. */
  readonly trials: number;
  /** Milliseconds since it said that it lives; absent where it has left. */
  readonly silent?: number;
}

/** What is known of who works on a study: from its engine, from heartbeats, and from the trials themselves. */
export const agentRows = (
  seen: readonly Seen[],
  heartbeats: readonly Heartbeat[],
  trials: readonly (TrialRecord | undefined)[],
): readonly AgentRow[] => {
  const ended = new Map<string, number>();
  const hosts = new Map<string, string>();
  for (const trial of trials) {
    if (trial?.owner === undefined) continue;
    const { agent, host } = ownerNamed(trial.owner);
    const key = agent ?? trial.owner;
    hosts.set(key, host);
    const isOver = trial.state !== "running" && trial.state !== "waiting";
    ended.set(key, (ended.get(key) ?? 0) + (isOver ? 1 : 0));
  }
  const silence = new Map(heartbeats.map(({ id, silent }) => [ownerNamed(id).agent ?? id, silent]));
  const row = (key: string, rest: Pick<AgentRow, "state"> & Partial<AgentRow>): AgentRow => {
    const [host, silent] = [rest.host ?? hosts.get(key), silence.get(key)];
    return {
      ...rest,
      trials: ended.get(key) ?? 0,
      ...(host !== undefined && { host }),
      ...(silent !== undefined && { silent: Math.round(silent) }),
    };
  };
  const agents = seen.flatMap(({ first, agents }) =>
    agents.map(({ id, state, host, why }, i) =>
      row(id, {
        ...{ number: first + i, agent: id, state },
        ...(host !== undefined && { host }),
        ...(why !== undefined && state !== "running" && { why }),
      }),
    ),
  );
  const known = new Set(agents.map(({ agent }) => agent));
  const others = [...ended.keys()].flatMap((key) =>
    known.has(key) || !silence.has(key) ? [] : [row(key, { state: "running" })],
  );
  return [...agents, ...others];
};

/** Who works on a study now, and on which engine, as far as it says. */
export const agentsIn = async (
  storage: Storage,
  record: StudyRecord,
  { history }: Pick<StudyView, "history">,
): Promise<{
  readonly rows: readonly AgentRow[];
  readonly says: readonly string[];
  readonly failed: readonly string[];
}> => {
  const heartbeats = await storage.heartbeats();
  const seen = await seenOfAll(crewOf(record));
  return {
    rows: agentRows(seen, heartbeats, history.trials),
    says: seen.map(seenWords),
    failed: seen.flatMap((each) => failedLines(each, failedAgents(each.agents), record.name, storage.url)),
  };
};

/** The same as lines. */
export const agentLines = (rows: readonly AgentRow[], style: Style): string[] =>
  table(
    [
      { title: "agent", align: "right" },
      { title: "host" },
      { title: "state" },
      { title: "trials", align: "right" },
      { title: "last beat", align: "right" },
      { title: "why" },
    ],
    rows.map(({ number, host = "", state, why = "", trials, silent }) => [
      number === undefined ? "" : String(number),
      host,
      state,
      String(trials),
      silent === undefined ? "" : `${formatDuration(silent)} ago`,
      oneLine(why),
    ]),
    { head: style.dim },
  );
