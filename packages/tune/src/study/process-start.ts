const builtin = <T>(name: string): T | undefined =>
  globalThis.process?.getBuiltinModule?.(name as "node:fs") as T | undefined;

/** The text of a file of the system; undefined where there is none. */
export const readSystem = (file: string): string | undefined => {
  try {
    return builtin<typeof import("node:fs")>("node:fs")?.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

/** When a process started, in ticks since the boot: field 22; the name, field 2, may hold spaces. A dead one has none. */
export const ticksOf = (pid: number): string | undefined => {
  const fields = readSystem(`/proc/${pid}/stat`)?.replace(/^.*\)/s, "").trim().split(" ");
  return fields?.[0] === "Z" ? "dead" : fields?.[19];
};

/**
 * When a process started, in milliseconds since 1970, as `ps` tells it to the second: for systems without /proc. A process
 * is started for it, so it is asked seldom. Undefined where `ps` tells nothing, as on Windows.
 */
export const startByPs = (pid: number): number | undefined => {
  try {
    const { execFileSync } = builtin<typeof import("node:child_process")>("node:child_process")!;
    const told = execFileSync("ps", ["-p", String(pid), "-o", "lstart="], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    });
    const start = Date.parse(`${told.trim()} UTC`);
    return Number.isNaN(start) ? undefined : start;
  } catch {
    return undefined;
  }
};
