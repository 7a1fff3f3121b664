import type { Topic } from "./topic.ts";

/** A name however it is written: leakyRelu, leaky-relu, "Leaky ReLU" and leaky_relu are the same. */
export const plain = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, "");

/** A title with what stands in brackets in it, and without: "Recall (sensitivity)" is recall too. */
export const namesIn = (title: string): string[] => [title, title.replace(/\s*\([^)]*\)/, "")];

/** Everything a topic is called, plainly written. */
export const spellingsOf = ({ key, name, aliases }: Topic): string[] =>
  [key, ...namesIn(name), ...aliases].map(plain).filter((spelling) => spelling !== "");
