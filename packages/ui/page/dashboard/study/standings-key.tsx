import type { Standing } from "../../../src/columns/standing.ts";

/** Which colour is which standing, as parts of a key. */
export const StandingsKey = ({ kinds }: { readonly kinds: readonly Standing[] }) =>
  kinds.map((kind) => (
    <span key={kind}>
      <i aria-hidden="true" style={{ background: `var(--${kind})` }} />
      {kind}
    </span>
  ));
