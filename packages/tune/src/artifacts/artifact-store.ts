/** Content that is kept, by what it is: the SHA-256 of its bytes, in hexadecimal, and how many there are. */
export interface Stored {
  readonly id: string;
  readonly size: number;
}

/** What is handed in: text, bytes, or a file of this machine by its path. */
export type Content = string | Uint8Array | { readonly file: string };

/**
 * Where the content of artifacts is: in the folder of a study, or elsewhere by the same contract. What is put is there whole or
 * not at all, also when the process dies in the middle; the same content is there once, whoever puts it, and any number of
 * processes may put it at once. Bytes that are not those of their id are refused when they are read, not handed on.
 *
 * It is *not* the place for names: which trial has which artifacts is kept with the trials.
 */
export interface ArtifactStore {
  put(content: Content): Promise<Stored>;
  /** Its bytes, one piece after the other; undefined where there is no such content. */
  get(id: string): Promise<{ readonly size: number; readonly bytes: AsyncIterable<Uint8Array> } | undefined>;
}
