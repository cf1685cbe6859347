// Judges the rows of the cases with ajv and compares: node compare.mjs cases.json
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";

const cases = JSON.parse(readFileSync(process.argv[2], "utf-8"));
let different = 0;
for (const { schema, rows, verdicts } of cases) {
  // Our keywords are unknown to ajv, which is the point: a foreign validator ignores them.
  const ajv = new Ajv2020({ strict: false, allErrors: false, unicodeRegExp: true, logger: false });
  ajv.addSchema(schema);
  const whole = ajv.getSchema(schema.$id);
  const judge = ajv.getSchema(`${schema.$id}#/$defs/row`);
  let rejected = 0;
  rows.forEach((row, i) => {
    const verdict = judge(row);
    rejected += verdict ? 0 : 1;
    if (verdict !== verdicts[i]) {
      different += 1;
      if (different <= 5) console.error("differs", JSON.stringify(row), "ajv", verdict, judge.errors);
    }
  });
  if (whole(rows) !== (rejected === 0)) different += 1;
  if (rejected === 0 || rejected === rows.length) different += 1; // a comparison that shows nothing
  console.log(`${schema.$id}: ${rows.length} rows, ${rejected} rejected by ajv`);
}
console.log(different === 0 ? "ajv agrees on every row" : `${different} differences`);
process.exit(different === 0 ? 0 : 1);
