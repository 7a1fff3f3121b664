/** What a link says that has let a browser in before, or is of a dashboard that has ended. No styles: they need the cookie. */
export const usedLink = {
  headers: { "Content-Type": "text/html; charset=utf-8" },
  says: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>This link has been used · kaviar</title>
<link rel="icon" href="data:,">
</head>
<body>
<main>
<h1>This link has been used</h1>
<p>A link of the dashboard lets one browser in, once. This one has done so, or is of a dashboard that has ended.</p>
<ul>
<li>In the browser that was let in it works as before.</li>
<li>For another browser press Enter in the terminal in which <code>kaviar dashboard</code> runs: it prints a new link.</li>
<li>Where there is no such terminal run <code>kaviar dashboard</code> again; in a program ask for <code>dashboard.link()</code>.</li>
</ul>
</main>
</body>
</html>`,
} as const;
