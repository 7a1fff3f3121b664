/** What proves who asks. Both ways may be there; neither, and one is asked as anybody. */
export interface Credentials {
  readonly token?: string;
  readonly basic?: string;
  readonly certificate?: string;
  readonly key?: string;
}

/** How the API of a cluster is reached, and as whom. */
export interface Access {
  /** Its address, without a slash at the end. */
  readonly server: string;
  /** Where agents go when nothing else is said. */
  readonly namespace: string;
  /** Who has to have signed the server's certificate; what the system trusts when left out. */
  readonly authority?: string;
  /** The name in the server's certificate, where it is not the one in its address. */
  readonly serverName?: string;
  /** Whether any certificate will do: somebody said so in their configuration. */
  readonly trustsAnybody: boolean;
  /** `renew` after the ones from before were refused. */
  credentials(renew?: boolean): Promise<Credentials>;
}
