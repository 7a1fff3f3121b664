/** The variable of the environment by which an engine tells an agent what it calls it. */
const agentVariable = "KAVIAR_AGENT";

/** A name that no other owner has: where it runs, which agent of a cluster it is, if it is one, and a part by chance. */
export const ownerIdOf = ({ host, pid }: { readonly host: string; readonly pid: number }): string => {
  const agent = globalThis.process?.env?.[agentVariable];
  return `${host}:${pid}:${agent ? `${agent}/` : ""}${Math.random().toString(36).slice(2, 10)}`;
};

/** What the name of an owner says: also of one that has left, by the trials that it ran. */
export const ownerNamed = (id: string): { readonly host: string; readonly agent?: string } => {
  const [, host = id, agent] = /^(.*?):\d+:(?:(.*)\/)?[^/]*$/.exec(id) ?? [];
  return { host, ...(agent !== undefined && { agent }) };
};
