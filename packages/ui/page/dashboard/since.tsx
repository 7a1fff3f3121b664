import { formatDuration } from "@kaviar/page";
import { signal } from "@preact/signals";

/** The time, as far as words about it need it. */
const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 5_000);

/** How long ago something was; the exact time where the pointer rests. */
export const Since = ({ at }: { readonly at: number }) => {
  const ago = now.value - at;
  return (
    <time dateTime={new Date(at).toISOString()} title={new Date(at).toLocaleString()}>
      {ago < 10_000 ? "just now" : `${formatDuration(ago)} ago`}
    </time>
  );
};
