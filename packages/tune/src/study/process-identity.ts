import { readSystem, startByPs, ticksOf } from "./process-start.ts";

const builtin = <T>(name: string): T | undefined =>
  globalThis.process?.getBuiltinModule?.(name as "node:fs") as T | undefined;

interface Identity {
  readonly host: string;
  readonly pid: number;
  /** The start of the machine, and the space in which its pids count: of this one, or of a container. */
  readonly boot?: string;
  /** When the process started: in ticks where the system has them, else in milliseconds since 1970. */
  readonly started?: string;
}

const hasTicks = () => globalThis.process?.platform === "linux";

/** This process among those of its machine, as far as the system tells. */
export const identify = (): Identity => {
  const host = builtin<typeof import("node:os")>("node:os")?.hostname() ?? "browser";
  const pid = globalThis.process?.pid ?? 0;
  const boot = readSystem("/proc/sys/kernel/random/boot_id");
  const started = hasTicks() ? ticksOf(pid) : String(Math.round(performance.timeOrigin));
  return {
    host,
    pid,
    ...(boot !== undefined && { boot: `${boot.trim()} ${pidSpace()}` }),
    ...(started !== undefined && { started }),
  };
};

/** Whether a process of this machine is gone, as far as the system tells at once: its pid is free, or another has it now. */
export const isGone = ({ pid, started }: Identity): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code !== "EPERM";
  }
  const now = hasTicks() ? ticksOf(pid) : undefined;
  return now !== undefined && started !== undefined && now !== started;
};

/** So many milliseconds may lie between the start that `ps` tells and the one that a process tells of itself. */
const sameStart = 10_000;

/** Whether another process has the pid now, on systems that have to be asked by a process: slower than all else. */
export const isReplaced = ({ pid, started }: Identity): boolean => {
  if (hasTicks() || started === undefined) return false;
  const start = startByPs(pid);
  return start !== undefined && Math.abs(start - Number(started)) > sameStart;
};

const pidSpace = (): string => {
  try {
    return builtin<typeof import("node:fs")>("node:fs")?.readlinkSync("/proc/self/ns/pid") ?? "";
  } catch {
    return "";
  }
};
