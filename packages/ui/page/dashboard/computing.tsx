/** What stands in the place of what the dashboard has yet to compute. */
export const Computing = ({ fault }: { readonly fault: string | undefined }) => (
  <p class="note">
    {fault === undefined ? "Computing …" : `It could not be computed, and is asked for again: ${fault}`}
  </p>
);
