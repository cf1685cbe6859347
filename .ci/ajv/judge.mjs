// Judges foreign schemas and rows with ajv and compares: node judge.mjs documents.json
// The differences docs/json-schema.md lists must each be seen, and no other.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const { documented, documents } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const seen = new Set();
const counts = {};
let wrong = 0;

function judgeOf(schema, draft) {
  const options = { strict: false, unicodeRegExp: true, validateSchema: false, logger: false };
  const ajv = draft === 7 ? new Ajv.default(options) : new Ajv2020.default(options);
  addFormats.default(ajv);
  const { $schema, ...rest } = schema; // the edition is chosen above
  return ajv.compile(rest);
}

for (const { name, sort, draft, schema, rows, verdicts, differs } of documents) {
  let judge;
  try {
    judge = judgeOf(schema, draft);
  } catch {
    judge = () => "does not compile";
  }
  counts[sort] ??= { schemas: 0, rows: 0, rejected: 0 };
  counts[sort].schemas += 1;
  rows.forEach((row, i) => {
    let verdict;
    try {
      verdict = judge(row);
    } catch {
      verdict = "fails";
    }
    counts[sort].rows += 1;
    counts[sort].rejected += verdict === true ? 0 : 1;
    const same = verdict === verdicts[i];
    if (differs[i] && !same) seen.add(differs[i]);
    if (same === Boolean(differs[i])) {
      wrong += 1;
      const what = differs[i] ? `no longer differs (${differs[i]})` : `ajv says ${verdict}`;
      if (wrong <= 20) console.error(`${name}: ${what}: ${JSON.stringify(row)}\n  ${JSON.stringify(schema).slice(0, 600)}`);
    }
  });
}
const unlike = [
  ...documented.filter((one) => !seen.has(one)).map((one) => `documented, not seen: ${one}`),
  ...[...seen].filter((one) => !documented.includes(one)).map((one) => `seen, not documented: ${one}`),
];
for (const line of unlike) console.error(line);
wrong += unlike.length;
for (const [sort, { schemas, rows, rejected }] of Object.entries(counts))
  console.log(`${sort}: ${schemas} schemas, ${rows} rows, ${rejected} rejected by ajv`);
console.log(wrong === 0 ? "ajv agrees but for the documented differences" : `${wrong} surprises`);
process.exit(wrong === 0 ? 0 : 1);
