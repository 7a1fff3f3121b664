import { beatPeriod } from "../storage/beat-period.ts";
import { isHere } from "./owner.ts";
import { identify } from "./process-identity.ts";
import type { Session } from "./session.ts";

/** So many beats an owner leaves out before somebody stays because of it. */
const missed = 3;

/**
 * Whether a trial runs whose owner, on another machine, has been silent for some beats. It may be dead, and whoever asks may
 * be the last who would notice: who stays takes the trial over, or hears the owner beat again. Of this machine's
 * processes the system tells at once.
 */
export const mayBeAbandoned = async (session: Session): Promise<boolean> => {
  await session.sync();
  const owners = new Set([...session.history.running.values()].map(({ owner }) => owner));
  owners.delete(session.owner);
  if (owners.size === 0) return false;
  const self = identify();
  const beats = await session.storage.heartbeats();
  return beats.some(
    (beat) => owners.has(beat.id) && !isHere(beat, self) && beat.silent > missed * beatPeriod(beats.length),
  );
};
