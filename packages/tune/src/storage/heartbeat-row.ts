import type { Heartbeat } from "./storage.ts";

/** A heartbeat of its columns: id, host, pid, boot, started, beats. */
export const heartbeatOf = ([id, host, pid, boot, started, beats]: readonly unknown[]): Heartbeat => ({
  id: id as string,
  host: host as string,
  pid: pid as number,
  ...(boot !== null && { boot: boot as string }),
  ...(started !== null && { started: started as string }),
  beats: beats as number,
});
