import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Answer } from "../../packages/tensor/test/fuzz/answer.ts";
import type { Program } from "../../packages/tensor/test/fuzz/program.ts";

/** PyTorch, which answers programs one after the other. */
export interface Peer {
  readonly torch: string;
  readonly operations: readonly string[];
  readonly ask: (program: Program) => Promise<Answer | { readonly error: string }>;
  readonly close: () => void;
}

const python = process.env.KAVIAR_PYTHON ?? "python3";

/** Undefined where there is no Python with torch. */
export const openPeer = async (): Promise<Peer | undefined> => {
  const file = fileURLToPath(new URL("peer.py", import.meta.url));
  const process_: ChildProcess = spawn(python, ["-W", "ignore", file], { stdio: ["pipe", "pipe", "ignore"] });
  const waiting: ((line: string | undefined) => void)[] = [];
  const end = () => {
    for (const next of waiting.splice(0)) next(undefined);
  };
  process_.on("error", end);
  process_.on("exit", end);
  createInterface({ input: process_.stdout! }).on("line", (line) => waiting.shift()?.(line));
  const nextLine = () => new Promise<string | undefined>((resolve) => waiting.push(resolve));
  const hello = await nextLine();
  if (hello === undefined) return undefined;
  let id = 0;
  return {
    ...(JSON.parse(hello) as { readonly torch: string; readonly operations: readonly string[] }),
    ask: async (program) => {
      const line = nextLine();
      process_.stdin!.write(`${JSON.stringify({ id: id++, program })}\n`);
      const said = await line;
      return said === undefined ? { error: "PyTorch's process ended" } : JSON.parse(said);
    },
    close: () => process_.stdin!.end(),
  };
};
