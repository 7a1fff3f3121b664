import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import type { Host } from "./slurm-nodes.ts";

/** Hosts with names, addresses and cables of their own: network namespaces of this machine, around one switch. */
export interface Hosts {
  /** Who has the switch. */
  readonly head: Host;
  readonly nodes: readonly Host[];
  /** All their addresses, as PostgreSQL writes them. */
  readonly network: string;
  /** Pulls the cable of a node, or puts it in again. */
  cable(node: number, is: "out" | "in"): void;
  remove(): Promise<void>;
}

/** Why no hosts can be made here; undefined where they can. */
export const whyNoHosts = (): string | undefined => {
  if (process.platform !== "linux") return "network namespaces are Linux's";
  const tried = spawnSync("unshare", ["--net", "--uts", "ip", "link", "add", "br0", "type", "bridge"], {
    encoding: "utf8",
  });
  if (tried.status === 0) return undefined;
  return `no network of their own can be made for hosts here: ${(tried.stderr ?? String(tried.error)).trim()} (Debian: iproute2 util-linux, as root)`;
};

const ip = (host: Host, command: string): void => {
  const [program, ...args] = [...host.enter, "ip", ...command.split(" ")];
  execFileSync(program!, args);
};

/**
 * A namespace lives as long as somebody is in it: here a process that reads from this one, and ends with it, however that
 * ends. Nothing is left behind that a failed test would have to take away.
 */
export const makeHosts = async (count: number): Promise<Hosts> => {
  const holders: ChildProcess[] = [];
  const make = async (name: string, address: string): Promise<Host & { pid: number }> => {
    const holder = spawn("unshare", ["--net", "--uts", "sh", "-c", 'hostname "$0" && echo made && exec cat', name], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    holders.push(holder);
    await once(holder.stdout!, "data");
    const pid = holder.pid!;
    // Not `ip netns exec`: that mounts another /sys, in which Slurm finds no cgroups.
    const host = { name, address, pid, enter: ["nsenter", `--target=${pid}`, "--net", "--uts", "--"] };
    ip(host, "link set lo up");
    return host;
  };
  const remove = async () => {
    for (const holder of holders) {
      const ended = holder.exitCode === null ? once(holder, "exit") : undefined;
      holder.kill("SIGKILL");
      await ended;
    }
  };
  try {
    const head = await make("kvhead", "10.91.0.1");
    for (const command of ["link add br0 type bridge", `addr add ${head.address}/24 dev br0`, "link set br0 up"])
      ip(head, command);
    const nodes: Host[] = [];
    for (let i = 1; i <= count; i++) {
      const node = await make(`kvnode${i}`, `10.91.0.${i + 1}`);
      execFileSync("ip", [
        ..."link add name".split(" "),
        `v${i}`,
        "netns",
        String(head.pid),
        ..."type veth peer name eth0 netns".split(" "),
        String(node.pid),
      ]);
      for (const command of [`link set v${i} master br0`, `link set v${i} up`]) ip(head, command);
      for (const command of [`addr add ${node.address}/24 dev eth0`, "link set eth0 up"]) ip(node, command);
      nodes.push(node);
    }
    const cable = (node: number, is: "out" | "in") => ip(head, `link set v${node + 1} ${is === "out" ? "down" : "up"}`);
    return { head, nodes, network: "10.91.0.0/24", cable, remove };
  } catch (error) {
    await remove();
    throw error;
  }
};
