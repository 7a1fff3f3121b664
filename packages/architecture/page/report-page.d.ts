/** The page of a report, as the bundler writes it: see `bundlePage` of `@kaviar/page/bundle`. */
export declare const render: (content: {
  readonly title: string;
  readonly heading: string;
  readonly data: unknown;
}) => string;
