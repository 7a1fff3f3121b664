const builtin = <T>(name: string): T | undefined =>
  globalThis.process?.getBuiltinModule?.(name as "node:fs") as T | undefined;

interface Identity {
  readonly host: string;
  readonly pid: number;
  /** The start of the machine, and the space in which its pids count: of this one, or of a container. */
  readonly boot?: string;
  /** When the process started. */
  readonly started?: string;
}

/** This process among those of its machine, as far as the system tells. */
export const identify = (): Identity => {
  const host = builtin<typeof import("node:os")>("node:os")?.hostname() ?? "browser";
  const pid = globalThis.process?.pid ?? 0;
  const boot = read("/proc/sys/kernel/random/boot_id");
  const started = startOf(pid);
  return {
    host,
    pid,
    ...(boot !== undefined && { boot: `${boot.trim()} ${pidSpace()}` }),
    ...(started !== undefined && { started }),
  };
};

/** Whether a process of this machine is gone: its pid is free, or another process has it now. */
export const isGone = ({ pid, started }: Identity): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code !== "EPERM";
  }
  const now = startOf(pid);
  return now !== undefined && started !== undefined && now !== started;
};

/** When a process started, in ticks since the boot: field 22; the name, field 2, may hold spaces. A dead one has none. */
const startOf = (pid: number): string | undefined => {
  const fields = read(`/proc/${pid}/stat`)?.replace(/^.*\)/s, "").trim().split(" ");
  return fields?.[0] === "Z" ? "dead" : fields?.[19];
};

const pidSpace = (): string => {
  try {
    return builtin<typeof import("node:fs")>("node:fs")?.readlinkSync("/proc/self/ns/pid") ?? "";
  } catch {
    return "";
  }
};

const read = (file: string): string | undefined => {
  try {
    return builtin<typeof import("node:fs")>("node:fs")?.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};
