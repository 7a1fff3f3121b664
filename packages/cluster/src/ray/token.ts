import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** By what a cluster with RAY_AUTH_MODE=token knows who asks, where Ray's own programs look for it. */
export const token = async (): Promise<string | undefined> => {
  const { RAY_AUTH_TOKEN, RAY_AUTH_TOKEN_PATH, RAY_AUTH_MODE } = process.env;
  if (RAY_AUTH_MODE === "disabled") return undefined;
  if (RAY_AUTH_TOKEN) return RAY_AUTH_TOKEN;
  const file = RAY_AUTH_TOKEN_PATH || join(homedir(), ".ray", "auth_token");
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trim() || undefined;
};
