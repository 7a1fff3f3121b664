import { execFileSync } from "node:child_process";

/**
 * Does something each time that Enter is pressed; gives what ends that. Undefined where no terminal is read: there is none, or it
 * belongs to another program, which has put this one into the background, and a program that reads there is stopped.
 */
export const atEnter = (pressed: () => void): (() => void) | undefined => {
  const { stdin } = process;
  if (!stdin.isTTY || !isInForeground()) return undefined;
  const hear = (chunk: Buffer) => {
    if (chunk.includes("\n") || chunk.includes("\r")) pressed();
  };
  stdin.on("data", hear);
  return () => {
    stdin.off("data", hear);
    stdin.pause();
  };
};

/** Whether what is typed goes to this process, as its state says: "S+". */
const isInForeground = (): boolean => {
  if (process.platform === "win32") return true;
  try {
    return execFileSync("ps", ["-o", "stat=", "-p", String(process.pid)], { encoding: "utf8", stdio: "pipe" }).includes(
      "+",
    );
  } catch {
    return false;
  }
};
