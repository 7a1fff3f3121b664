import { type Address, addressWith } from "../address.ts";

const views: readonly (readonly [view: Address["view"], name: string])[] = [
  ["pipelines", "Pipelines"],
  ["trials", "All trials"],
];

/** Of a search of pipelines: its own pages, or those that every study has. */
export const Views = ({ view }: Pick<Address, "view">) => (
  <nav class="views" aria-label="What is shown of the search">
    {views.map(([each, name]) => (
      <a
        key={each}
        href={addressWith({ view: each, sort: "number", up: false })}
        aria-current={each === view ? "page" : undefined}
      >
        {name}
      </a>
    ))}
  </nav>
);
