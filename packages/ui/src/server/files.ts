/** A file of the page: all there are were read when the server began, and no address reaches the disk. */
export interface BuiltFile {
  readonly type: string;
  readonly body: string;
}

export interface BuiltFiles {
  readonly page: BuiltFile;
  readonly script: BuiltFile;
  readonly styles: BuiltFile;
}

export const builtFiles = async (): Promise<BuiltFiles> => {
  const { script, styles } = await import("#dashboard-page");
  return {
    page: { type: "text/html; charset=utf-8", body: page },
    script: { type: "text/javascript; charset=utf-8", body: script },
    styles: { type: "text/css; charset=utf-8", body: styles },
  };
};

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>kaviar</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/dashboard.css">
<script src="/dashboard.js" defer></script>
</head>
<body>
<div id="page"><noscript>This page draws itself: it needs JavaScript.</noscript></div>
</body>
</html>
`;
