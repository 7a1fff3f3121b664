import { attempts } from "../evaluation/attempts.ts";
import { beatPeriod, deadAfter } from "../storage/beat-period.ts";
import type { Heartbeat, Owner, Storage } from "../storage/storage.ts";
import { ownerIdOf } from "./owner-id.ts";
import { identify, isGone, isReplaced } from "./process-identity.ts";

/**
 * Runs trials that outlive the process that asked for them, such as a shell's: a person or a script will tell. It never
 * beats, so it is never taken for dead.
 */
export const byHand = "by hand";

/**
 * This process as an owner of trials in a storage. It sends heartbeats while it lives, and hands the trials of owners
 * that died back to the queue.
 */
export interface Registration {
  readonly id: string;
  /** How often it beats now, in milliseconds: less often where many do. */
  period(): number;
  /** Hands the trials of dead owners back to the queue; returns how many there were. */
  reap(): Promise<number>;
  /** From now on this thread may be busy for long: the heartbeats come from another one. */
  mayBeBusy(): void;
  leave(): Promise<void>;
}

/**
 * Whether an owner lives is told by whether its count of heartbeats moves, as seen by the watcher's own clock: the clocks
 * of two machines are never compared. Of a process on this machine the system tells at once whether it is gone; where it
 * does not tell whether a pid is used again, that is asked once the beats have stopped.
 */
export const registerOwner = async (storage: Storage): Promise<Registration> => {
  const self = identify();
  const owner: Owner = { ...self, id: ownerIdOf(self) };
  let owners = await storage.beat(owner);
  const isDead = watch(owner, () => owners);

  const reap = async () => {
    let handed = 0;
    for (const beat of await (storage.watched?.(owner) ?? storage.heartbeats()))
      if (isDead(beat))
        handed += await storage.release(beat.id, {
          attempts,
          error: `its process (${beat.pid} on ${beat.host}) died ${attempts} times`,
        });
    return handed;
  };

  let stopBeating: (() => Promise<void>) | undefined;
  let timer: ReturnType<typeof setTimeout> & { unref?(): void };
  let isOver = false;
  const look = async () => {
    try {
      // Also where a thread beats: here it is heard how many do.
      owners = await storage.beat(owner);
      await reap();
    } catch {
      // Whoever asks the storage for trials is told.
    }
    wait();
  };
  const wait = () => {
    if (isOver) return;
    timer = setTimeout(look, beatPeriod(owners));
    timer.unref?.();
  };
  wait();
  return {
    id: owner.id,
    period: () => beatPeriod(owners),
    reap,
    mayBeBusy: () => {
      stopBeating ??= storage.keepBeating?.(owner);
    },
    leave: async () => {
      isOver = true;
      clearTimeout(timer);
      await stopBeating?.();
      await storage.release(owner.id, { attempts: Infinity, error: "" });
    },
  };
};

/** Whether an owner is a process of this machine. */
export const isHere = (beat: Owner, self: Pick<Owner, "host" | "boot">): boolean =>
  beat.host === self.host && beat.boot === self.boot && self.host !== "browser";

/**
 * Owners that may live, as far as one look tells: of those on this machine the system tells, of others only whether their beats go
 * on.
 *
 * ```ts
 * living(await storage.heartbeats());
 * ```
 */
export const living = (heartbeats: readonly Heartbeat[]): readonly Heartbeat[] => {
  const self = identify();
  return heartbeats.filter((beat) => !(isHere(beat, self) && isGone(beat)));
};

/**
 * Judges an owner each time its count was read. It counts as dead when its count was read often enough without having
 * moved, each time at least one period after the time before. What is counted is looks, not time: while the storage or
 * the watcher itself is away, no other owner comes closer to being taken for dead.
 */
export const watch = (
  self: Owner,
  owners: () => number,
  now: () => number = () => performance.now(),
): ((beat: Omit<Heartbeat, "silent">) => boolean) => {
  const watched = new Map<string, { beats: number; silent: number; at: number }>();
  return (beat) => {
    if (beat.id === self.id) return false;
    const here = isHere(beat, self);
    if (here && isGone(beat)) return true;
    const before = watched.get(beat.id);
    if (before === undefined || before.beats !== beat.beats)
      watched.set(beat.id, { beats: beat.beats, silent: 0, at: now() });
    else if (now() - before.at >= beatPeriod(owners()) * 0.9) {
      before.silent++;
      before.at = now();
    }
    if ((watched.get(beat.id)?.silent ?? 0) < deadAfter(owners())) return false;
    if (!here) return true;
    // One that is here may be busy for longer: its pid is still taken, and only by whom is to be asked.
    watched.delete(beat.id);
    return isReplaced(beat);
  };
};
