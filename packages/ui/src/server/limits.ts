/** What one client, or all of them, may ask of the server. */
export const limits = {
  /** Open event streams: a page has one. */
  streams: 64,
  /** Trials whose curves are asked for at once. */
  curves: 300,
  /** Studies that are compared. */
  compared: 6,
  connections: 512,
  headerBytes: 16_384,
  /** Of what a page may send where it may change something. */
  bodyBytes: 65_536,
  /** Milliseconds until the headers of a request are there. */
  headers: 10_000,
  /** Milliseconds until all of a request is there. */
  request: 20_000,
} as const;
