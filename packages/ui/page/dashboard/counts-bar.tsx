import { type Standing, standings } from "../../src/columns/standing.ts";

/** How many trials stand where, as the parts of one bar with their key. */
export const CountsBar = ({ counts }: { readonly counts: Readonly<Record<Standing, number>> }) => {
  const present = standings.filter((standing) => counts[standing] > 0);
  if (present.length === 0) return <p class="note">no trials yet</p>;
  return (
    <div class="counts">
      <div class="bar" aria-hidden="true">
        {present.map((standing) => (
          <span key={standing} style={{ flex: String(counts[standing]), background: `var(--${standing})` }} />
        ))}
      </div>
      <div class="key">
        {present.map((standing) => (
          <span key={standing}>
            <i aria-hidden="true" style={{ background: `var(--${standing})` }} />
            {counts[standing].toLocaleString("en")} {standing}
          </span>
        ))}
      </div>
    </div>
  );
};
