import type { ArtifactStore } from "@kaviar/tune";

/** All bytes of what a store has under an id; undefined where it has nothing. */
export const contentOf = async (store: ArtifactStore, id: string): Promise<Uint8Array | undefined> => {
  const found = await store.get(id);
  if (found === undefined) return undefined;
  const content = new Uint8Array(found.size);
  let at = 0;
  for await (const piece of found.bytes) {
    content.set(piece, at);
    at += piece.length;
  }
  return content;
};
