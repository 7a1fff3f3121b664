import type { Heartbeat, Owner } from "./storage.ts";

/** The columns of an owner, but for how often it beat. */
export const ownerColumns = ["id", "host", "pid", "boot", "started"] as const;

/** The same as values. */
export const ownerValues = ({ id, host, pid, boot, started }: Owner) => [id, host, pid, boot ?? null, started ?? null];

/** A heartbeat of those columns, its beats, and its silence. */
export const heartbeatOf = ([id, host, pid, boot, started, beats, silent]: readonly unknown[]): Heartbeat => ({
  id: id as string,
  host: host as string,
  pid: pid as number,
  ...(boot !== null && { boot: boot as string }),
  ...(started !== null && { started: started as string }),
  beats: beats as number,
  // An owner that beat before times were kept.
  silent: Math.max((silent as number | null) ?? 0, 0),
});
