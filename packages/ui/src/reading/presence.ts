import type { Goal, Heartbeat, TrialRecord } from "@kaviar/tune";

/** A process that runs a study: trials of it now, or it is between two of them. */
export interface Connected {
  readonly owner: string;
  readonly host: string;
  readonly pid: number;
  readonly running: number;
  /** Its heartbeats have stopped: it may be dead, and its trials lost until another process hands them back. */
  readonly silent: boolean;
}

/** Beats come every two seconds; the tuner takes an owner for dead after half a minute without one. */
const silentAfter = 30_000;

/**
 * Who runs trials, as told by the heartbeats of their owners. Whether one lives is judged by whether its count moves by the
 * clock of this process: those of two machines are never compared.
 */
export const createPresence = (now: () => number = () => performance.now()) => {
  const seen = new Map<string, { readonly beats: number; readonly at: number }>();
  return (
    heartbeats: readonly Heartbeat[],
    trials: readonly (TrialRecord | undefined)[],
    goals: readonly Goal[],
  ): readonly Connected[] => {
    const running = new Map<string, number>(goals.map(({ owner }) => [owner, 0]));
    for (const trial of trials)
      if (trial?.state === "running" && trial.owner !== undefined)
        running.set(trial.owner, (running.get(trial.owner) ?? 0) + 1);
    return heartbeats.flatMap(({ id, host, pid, beats }) => {
      const before = seen.get(id);
      const at = before?.beats === beats ? before.at : now();
      seen.set(id, { beats, at });
      const count = running.get(id);
      return count === undefined ? [] : [{ owner: id, host, pid, running: count, silent: now() - at >= silentAfter }];
    });
  };
};

export type Presence = ReturnType<typeof createPresence>;
