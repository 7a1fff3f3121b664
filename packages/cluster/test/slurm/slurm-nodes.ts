import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

/** Where daemons run: a host's name and address, and what has to stand before a command for it to run there. */
export interface Host {
  readonly name: string;
  readonly address: string;
  readonly enter: readonly string[];
}

/** A Slurm of this test's own: a controller and nodes, each node a daemon with two cores; all on this machine, unless said. */
export interface SlurmNodes {
  /** What the environment of Slurm's programs needs. */
  readonly env: Readonly<Record<string, string>>;
  /** A folder that all see, for logs and work. */
  readonly folder: string;
  readonly nodes: readonly string[];
  /** Ends a node's daemon, with the work on it or without. */
  killNode(node: string, what: "daemon" | "all"): Promise<void>;
  killController(): Promise<void>;
  stop(): Promise<void>;
}

/** Why no Slurm can be started here; undefined where one can. */
export const whyNoSlurm = (): string | undefined => {
  if (process.platform !== "linux") return "Slurm runs on Linux";
  if (process.getuid?.() !== 0) return "its daemons want to be root";
  const lacking = ["munged", "slurmctld", "slurmd", "sbatch"].filter((name) => !isThere(name));
  return lacking.length === 0
    ? undefined
    : `there is no ${lacking.join(", no ")} here (Debian: slurmctld slurmd slurm-client munge)`;
};

const isThere = (program: string): boolean => spawnSync("which", [program]).status === 0;

const freePorts = async (count: number): Promise<readonly number[]> => {
  const probes = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const probe = createServer().listen(0, "127.0.0.1", () => resolve(probe));
        }),
    ),
  );
  const ports = probes.map((probe) => (probe.address() as { port: number }).port);
  await Promise.all(probes.map((probe) => new Promise((closed) => probe.close(closed))));
  return ports;
};

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

interface SlurmOptions {
  readonly nodes?: number;
  /** Where the controller is, and each of the nodes. */
  readonly head?: Host;
  readonly hosts?: readonly Host[];
  /** More lines of the configuration. */
  readonly more?: string;
}

const here: Host = { name: hostname(), address: "127.0.0.1", enter: [] };

export const startSlurm = async ({
  head = { ...here, name: "localhost" },
  hosts,
  nodes: count = hosts?.length ?? 2,
  more = "",
}: SlurmOptions = {}): Promise<SlurmNodes> => {
  const base = mkdtempSync(join(tmpdir(), "kaviar-slurm-"));
  chmodSync(base, 0o755);
  const nodes = Array.from({ length: count }, (_, i) => `n${i + 1}`);
  for (const folder of ["run", "state", "log", "shared", ...nodes]) mkdirSync(join(base, folder), { mode: 0o755 });
  const hostOf = (node: number): Host => hosts?.[node] ?? here;
  const [controller, ...ports] = await freePorts(count + 1);
  const conf = join(base, "slurm.conf");
  writeFileSync(
    conf,
    `ClusterName=kaviar
SlurmctldHost=${head.name}(${head.address})
SlurmctldPort=${controller}
SlurmUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=${base}/run/munge.sock,cred_expire=15
StateSaveLocation=${base}/state
SlurmdSpoolDir=${base}/%n
SlurmctldPidFile=${base}/run/slurmctld.pid
SlurmdPidFile=${base}/run/slurmd-%n.pid
SlurmctldLogFile=${base}/log/slurmctld.log
SlurmdLogFile=${base}/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdTimeout=10
KillWait=5
SchedulerParameters=sched_interval=1,batch_sched_delay=0
${more}
${nodes.map((node, i) => `NodeName=${node} NodeHostname=${hostOf(i).name} NodeAddr=${hostOf(i).address} Port=${ports[i]} CPUs=2 RealMemory=2000`).join("\n")}
PartitionName=debug Nodes=${nodes.join(",")} Default=YES MaxTime=INFINITE State=UP
`,
  );
  const key = join(base, "run/munge.key");
  writeFileSync(key, randomBytes(128), { mode: 0o600 });
  const env = { SLURM_CONF: conf };
  const running = new Map<string, ChildProcess>();
  const start = (name: string, { enter }: Host, command: readonly string[]) => {
    const [program, ...args] = [...enter, ...command];
    const child = spawn(program!, args, { env: { ...process.env, ...env }, stdio: "ignore" });
    running.set(name, child);
  };
  start("munged", here, [
    "munged",
    "--foreground",
    `--key-file=${key}`,
    `--socket=${base}/run/munge.sock`,
    `--pid-file=${base}/run/munged.pid`,
    `--log-file=${base}/log/munged.log`,
    `--seed-file=${base}/run/munged.seed`,
  ]);
  start("slurmctld", head, ["slurmctld", "-D"]);
  for (const [i, node] of nodes.entries()) start(node, hostOf(i), ["slurmd", "-D", "-N", node]);

  const end = async (name: string, signal: NodeJS.Signals) => {
    const child = running.get(name);
    running.delete(name);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
  };
  /** The processes of the steps on a node: those whose parent is one of Slurm's, by its folder. */
  const endSteps = (node: string | undefined) => {
    const all = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).trim().split("\n");
    const processes = all
      .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)!)
      .map(([, pid, parent, args]) => ({ pid: Number(pid), parent: Number(parent), args: args! }));
    const steps = processes.filter(({ args, pid }) => args.startsWith("slurmstepd") && isOf(pid, node));
    const pids = new Set(steps.map(({ pid }) => pid));
    for (const { pid, parent } of processes) if (pids.has(parent)) pids.add(pid);
    for (const pid of pids) kill(pid);
  };
  const isOf = (pid: number, node: string | undefined): boolean => {
    try {
      const told = readFileSync(`/proc/${pid}/environ`, "utf8");
      return told.includes(`SLURM_CONF=${conf}`) && (node === undefined || told.includes(`SLURMD_NODENAME=${node}`));
    } catch {
      return false;
    }
  };
  const stop = async () => {
    for (const name of [...nodes, "slurmctld", "munged"]) await end(name, "SIGTERM");
    endSteps(undefined);
    rmSync(base, { recursive: true, force: true });
  };
  try {
    const ready = `${count} idle`;
    for (let tries = 0; ; tries++) {
      const [program, ...args] = [...head.enter, "sinfo", "-h", "-o", "%D %T"];
      const { stdout } = spawnSync(program!, args, {
        env: { ...process.env, ...env },
        encoding: "utf8",
      });
      if (stdout.trim() === ready) break;
      if (tries === 200)
        throw new Error(`Slurm is not ready: ${stdout} ${readFileSync(join(base, "log/slurmctld.log"), "utf8")}`);
      await wait(100);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    env,
    folder: join(base, "shared"),
    nodes,
    killNode: async (node, what) => {
      await end(node, "SIGKILL");
      if (what === "all") endSteps(node);
    },
    killController: () => end("slurmctld", "SIGKILL"),
    stop,
  };
};

const kill = (pid: number): void => {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
};
