import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";

interface Usage {
  readonly parent: number;
  readonly bytes: number;
}

/**
 * The memory a process and all its descendants hold, in bytes (resident set size), seen from outside: it works while the
 * process is blocked. Linux has it in /proc, other systems tell `ps`. Undefined when the process is gone.
 */
export const memoryOf = (pid: number): Promise<number | undefined> =>
  process.platform === "linux" ? fromProc(pid) : fromPs(pid);

const fromProc = async (pid: number): Promise<number | undefined> => {
  try {
    const [status, children] = await Promise.all([
      readFile(`/proc/${pid}/status`, "latin1"),
      readFile(`/proc/${pid}/task/${pid}/children`, "latin1").catch(() => ""),
    ]);
    const own = Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
    const theirs = await Promise.all(
      children
        .split(" ")
        .filter(Boolean)
        .map((child) => fromProc(Number(child))),
    );
    return theirs.reduce<number>((sum, bytes) => sum + (bytes ?? 0), own);
  } catch {
    return undefined;
  }
};

const fromPs = async (pid: number): Promise<number | undefined> => {
  const table = await new Promise<string>((resolve) => {
    execFile("ps", ["-A", "-o", "pid=,ppid=,rss="], (error, stdout) => resolve(error ? "" : stdout));
  });
  return sumTree(table, pid);
};

/** The memory of a process and its descendants, of a table of pid, parent's pid and kilobytes. */
export const sumTree = (table: string, pid: number): number | undefined => {
  const usages = new Map<number, Usage>();
  for (const line of table.trim().split("\n")) {
    const [own, parent, kilobytes] = line.trim().split(/\s+/).map(Number);
    usages.set(own!, { parent: parent!, bytes: kilobytes! * 1024 });
  }
  const isInside = (process: number): boolean => {
    if (process === pid) return true;
    const usage = usages.get(process);
    return usage !== undefined && usage.parent !== process && isInside(usage.parent);
  };
  if (!usages.has(pid)) return undefined;
  return [...usages].reduce((sum, [process, { bytes }]) => (isInside(process) ? sum + bytes : sum), 0);
};
