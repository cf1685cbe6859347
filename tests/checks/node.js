// Answers {"pattern", "texts"} per line with {"mode": "u" | "" | null, "found": [...]}; null = no RegExp at all.
"use strict";
require("readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { pattern, texts } = JSON.parse(line);
    for (const mode of ["u", ""]) {
      try {
        const expression = new RegExp(pattern, mode);
        console.log(JSON.stringify({ mode, found: texts.map((text) => expression.test(text)) }));
        return;
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
      }
    }
    console.log(JSON.stringify({ mode: null, found: [] }));
  });
