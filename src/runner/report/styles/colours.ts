const light = `
  color-scheme: light;
  --paper: #fbfaf7; --surface: #ffffff; --sunken: #f3f1ec; --ink: #1c2024; --soft: #565d66; --line: #e4e0d8; --strong: #b9b3a7;
  --accent: #0b6e4f; --accent-soft: #e3f1eb; --focus: #0b57d0;
  --bad: #b3261e; --bad-soft: #fdecea; --warn: #7a4b00; --warn-soft: #fff1d0; --warn-line: #d69a00;
  --code-keyword: #8f2f6e; --code-string: #17683c; --code-number: #96480a; --code-title: #1d4f9c; --code-type: #6a4a9c; --code-comment: #666d75;
  --ansi-red: #b3261e; --ansi-green: #17683c; --ansi-yellow: #7a5200; --ansi-blue: #1d4f9c; --ansi-magenta: #8f2f6e; --ansi-cyan: #0d6474;
  --colorway: #0072b2 #d55e00 #009e73 #cc79a7 #8a6d00 #56b4e9;
`;

const dark = `
  color-scheme: dark;
  --paper: #15181b; --surface: #1d2125; --sunken: #1a1d21; --ink: #e9e6df; --soft: #a9afb6; --line: #32373d; --strong: #59616a;
  --accent: #66c9a4; --accent-soft: #1b3a30; --focus: #8ab4f8;
  --bad: #ff9d94; --bad-soft: #3c1d1b; --warn: #ffd479; --warn-soft: #3a2e12; --warn-line: #c99700;
  --code-keyword: #e59ac9; --code-string: #8fd3a6; --code-number: #f0b27a; --code-title: #93bdf7; --code-type: #c3a8ee; --code-comment: #98a0a8;
  --ansi-red: #ff9d94; --ansi-green: #8fd3a6; --ansi-yellow: #ffd479; --ansi-blue: #93bdf7; --ansi-magenta: #e59ac9; --ansi-cyan: #7fd1e0;
  --colorway: #4aa3df #f0803c #2fbf95 #dd93bd #c9a93a #7cc7f2;
`;

/** The colours of both themes: the system's, unless the reader chose one; light on paper. Text has AA contrast in both. */
export const colours = `
:root { ${light} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme='light']) { ${dark} } }
@media screen { :root[data-theme='dark'] { ${dark} } }
`;
